using Dex.Infrastructure.Configuration;
using Xunit;

namespace Dex.Tests.Unit.Configuration;

/// <summary>Every row that can stop a start-up: the path it names and what it tells.</summary>
public sealed class ConfigurationFaultTests
{
    [Fact]
    public void Six_different_faults_are_all_told_at_once()
    {
        const string yaml = """
            issuer: dex.example.com
            storage:
              type: mysql
              config: {password: hunter2}
            web:
              http: 127.0.0.1
            oauth2:
              grantTypes: [authorization_code, client_credential]
            connectors:
              - config: {clientSecret: hunter3}
            staticClients:
              - id: reports
                secret: hunter4
            """;

        Assert.Equal(
            """
            invalid config: config.yaml has 6 faults:
            	-	issuer (line 1): "dex.example.com" is no absolute http or https URL; write for example https://dex.example.com/dex.
            	-	web.http (line 6): "127.0.0.1" is no address to listen on; write host:port, for example 127.0.0.1:5556.
            	-	storage.type (line 3): MySQL storage is not offered; use postgres or sqlserver for several nodes, sqlite3 for one.
            	-	oauth2.grantTypes[1] (line 8): No grant bears the name "client_credential"; the grants are authorization_code, client_credentials, implicit, password, refresh_token, urn:ietf:params:oauth:grant-type:device_code, urn:ietf:params:oauth:grant-type:token-exchange.
            	-	connectors[0] (line 10): A connector needs an id, a name and a type; here it lacks: id, name, type.
            	-	staticClients[0].name (line 12): A client needs a name; people see it when they are asked for consent.

            """,
            Yaml.Read(yaml).FaultText);
    }

    [Fact]
    public void An_empty_file_lacks_issuer_storage_and_address_in_this_order() =>
        Assert.Equal(["issuer", "storage", "web.http"], Yaml.Read("").Faults.Select(fault => fault.Path));

    public static TheoryData<string, string, string> Faults => new()
    {
        { "issuer: ''", "issuer", "missing" },
        { "issuer: ftp://dex.example.com", "issuer", "no absolute http or https URL" },
        { "issuer: /dex", "issuer", "no absolute http or https URL" },
        { "issuer: https://dex.example.com/?a=b", "issuer", "query" },
        { "issuer: https://dex.example.com/#", "issuer", "fragment" },
        { "issuer: https://user:pw@dex.example.com", "issuer", "user name" },
        { "storage:", "storage.type", "missing" },
        { "storage: {type: ''}", "storage.type", "missing" },
        { "storage: {type: mysql}", "storage.type", "postgres or sqlserver" },
        { "storage: {type: etcd}", "storage.type", "postgres or sqlserver" },
        { "storage: {type: kubernetes}", "storage.type", "postgres or sqlserver" },
        { "storage: {type: ent}", "storage.type", "sqlite3 or postgres" },
        { "storage: {type: Postgres}", "storage.type", "memory, sqlite3, postgres, sqlserver" },
        { "storage: [a]", "storage", "a map" },
        { "storage: {type: memory, config: [a]}", "storage.config", "a map" },
        { "storage: {type: sqlite3}", "storage.config.file", "missing" },
        { "storage: {type: postgres, config: {port: 65536}}", "storage.config.port", "65535" },
        { "storage: {type: postgres, config: {port: '5432'}}", "storage.config.port", "a whole number" },
        { "storage: {type: postgres, config: {connectionTimeout: -1}}", "storage.config.connectionTimeout", "seconds" },
        { "storage: {type: postgres, config: {ssl: {mode: skip-verify}}}", "storage.config.ssl.mode", "verify-ca" },
        { "storage: {type: postgres, config: {ssl: {mode: false}}}", "storage.config.ssl.mode", "\"false\"" },
        { "storage: {type: sqlserver}", "storage.config.host", "connectionString" },
        { "storage: {type: sqlserver, config: {host: a, connectionString: b}}", "storage.config.connectionString", "excludes" },
        { "storage: {type: memory, encryptionKey: 0123456789abcdef0123456789abcdef, encryptionKeyFile: b}", "storage.encryptionKey", "exclude" },
        { "web: {}", "web.http", "at least one web address" },
        { "web: {http: localhost}", "web.http", "host:port" },
        { "web: {http: '127.0.0.1:http'}", "web.http", "host:port" },
        { "web: {http: '127.0.0.1:65536'}", "web.http", "host:port" },
        { "web: {http: ':80', https: ':443', tlsKey: a}", "web.tlsCert", "certificate" },
        { "web: {http: ':80', https: ':443', tlsCert: a}", "web.tlsKey", "private key" },
        { "web: {https: ':443', tlsCert: a, tlsKey: b}", "web.http", "serves HTTP only" },
        { "web: {http: ':80', tlsMinVersion: 1.1}", "web.tlsMinVersion", "\"1.2\" or \"1.3\"" },
        { "web: {http: ':80', tlsMaxVersion: '1.4'}", "web.tlsMaxVersion", "\"1.2\" or \"1.3\"" },
        { "web: {http: ':80', tlsMinVersion: 1.3, tlsMaxVersion: 1.2}", "web.tlsMinVersion", "above the maximum" },
        { "web: {http: ':80', headers: {X-Frame-Options: \"a\\nb\"}}", "web.headers.X-Frame-Options", "one line" },
        { "web: {http: ':80', clientRemoteIP: {trustedProxies: [10.0.0.0/8, 10.0.0.1]}}", "web.clientRemoteIP.trustedProxies[1]", "no CIDR" },
        { "web: {http: ':80', clientRemoteIP: {trustedProxies: [10.0.0.0/33]}}", "web.clientRemoteIP.trustedProxies[0]", "no CIDR" },
        { "web: {http: ':80', allowedOrigins: https://a}", "web.allowedOrigins", "a list" },
        { "grpc: {tlsCert: a, tlsKey: b}", "grpc.addr", "address" },
        { "grpc: {addr: ':1', tlsKey: b}", "grpc.tlsCert", "both" },
        { "grpc: {addr: ':1', tlsCert: b}", "grpc.tlsCert", "both" },
        { "grpc: {addr: ':1', tlsClientCA: b}", "grpc.tlsCert", "client CA" },
        { "grpc: {addr: ':1', tlsMinVersion: 1.1}", "grpc.tlsMinVersion", "\"1.2\" or \"1.3\"" },
        { "grpc: {addr: ':1', reflection: 'true'}", "grpc.reflection", "true or false" },
        { "telemetry: {enableProfiling: 1}", "telemetry.enableProfiling", "true or false" },
        { "oauth2: {grantTypes: [authorization_code, pasword]}", "oauth2.grantTypes[1]", "\"pasword\"" },
        { "oauth2: {grantTypes: [implicit]}", "oauth2.grantTypes", "no grant that can be served" },
        { "oauth2: {grantTypes: [password, implicit], responseTypes: [code, id_token]}", "oauth2.grantTypes", "passwordConnector" },
        { "oauth2: {responseTypes: [code, tokn]}", "oauth2.responseTypes[1]", "\"tokn\"" },
        { "oauth2: {responseTypes: [token code]}", "oauth2.responseTypes[0]", "code token" },
        { "oauth2: {pkce: {codeChallengeMethodsSupported: [s256]}}", "oauth2.pkce.codeChallengeMethodsSupported[0]", "S256, plain" },
        { "oauth2: {skipApprovalScreen: 'no'}", "oauth2.skipApprovalScreen", "true or false" },
        { "expiry: {idTokens: abc}", "expiry.idTokens", "\"abc\" is no duration" },
        { "expiry: {idTokens: 10}", "expiry.idTokens", "lacks a unit" },
        { "expiry: {idTokens: 1d}", "expiry.idTokens", "unknown unit \"d\"" },
        { "expiry: {signingKeys: [6h]}", "expiry.signingKeys", "a duration" },
        { "expiry: {authRequests: abc}", "expiry.authRequests", "no duration" },
        { "expiry: {deviceRequests: abc}", "expiry.deviceRequests", "no duration" },
        { "expiry: {refreshTokens: {reuseInterval: abc}}", "expiry.refreshTokens.reuseInterval", "no duration" },
        { "expiry: {refreshTokens: {validIfNotUsedFor: 30d}}", "expiry.refreshTokens.validIfNotUsedFor", "unknown unit \"d\"" },
        { "expiry: {refreshTokens: {absoluteLifetime: 10}}", "expiry.refreshTokens.absoluteLifetime", "lacks a unit" },
        { "expiry: {refreshTokens: {disableRotation: perhaps}}", "expiry.refreshTokens.disableRotation", "" },
        { "signer:", "signer.type", "missing" },
        { "signer: {type: vault, config: {addr: a}}", "signer.type", "use local" },
        { "signer: {type: kms}", "signer.type", "\"kms\"" },
        { "signer: {type: local}", "signer.config.keysRotationPeriod", "rotation period" },
        { "signer: {type: local, config: {keysRotationPeriod: 6x}}", "signer.config.keysRotationPeriod", "unknown unit" },
        { "signer: {type: local, config: {keysRotationPeriod: 6h, algorithm: HS256}}", "signer.config.algorithm", "RS256, ES256" },
        { "logger: {level: warning}", "logger.level", "\"warning\"" },
        { "logger: {level: trace}", "logger.level", "DEBUG, INFO, WARN, ERROR" },
        { "logger: {format: xml}", "logger.format", "json or text" },
        { "connectors: [{id: a, name: A}]", "connectors[0]", "lacks: type" },
        { "connectors: [{id: a, type: ldap}]", "connectors[0]", "lacks: name" },
        { "connectors: [{type: ldap, name: A}]", "connectors[0]", "lacks: id" },
        { "connectors: [null]", "connectors[0]", "lacks: id, name, type" },
        { "connectors: [{id: a, name: A, type: LDAP}]", "connectors[0].type", "\"LDAP\"" },
        { "connectors: [{id: a, name: A, type: local}]", "connectors[0].type", "enablePasswordDB" },
        { "connectors: [{id: a, name: A, type: ldap, grantTypes: [x]}]", "connectors[0].grantTypes[0]", "\"x\" (connector \"a\")" },
        { "connectors: [{id: a, name: A, type: ldap, grantTypes: [client_credentials]}]", "connectors[0].grantTypes[0]", "involves no connector" },
        { "staticClients: [{name: A, secret: b}]", "staticClients[0].id", "idEnv" },
        { "staticClients: [{id: a, idEnv: B, name: A, secret: b}]", "staticClients[0].idEnv", "exclude" },
        { "staticClients: [{id: a, name: A}]", "staticClients[0].secret", "secretEnv" },
        { "staticClients: [{id: a, name: A, secret: b, secretEnv: C}]", "staticClients[0].secretEnv", "exclude" },
        { "staticClients: [{id: a, secret: b}]", "staticClients[0].name", "name" },
        { "staticClients: [{id: a, name: A, secret: b, redirectURIs: [a#b]}]", "staticClients[0].redirectURIs[0]", "absolute" },
        { "staticClients: [{id: a, name: A, secret: b, redirectURIs: [/callback]}]", "staticClients[0].redirectURIs[0]", "absolute" },
        { "staticClients: [{id: a, name: A, secret: b, trustedPeers: [~]}]", "staticClients[0].trustedPeers[0]", "id of a client" },
        { "staticClients: [{id: a, name: A, secret: b, postLogoutRedirectURIs: ['https://a#b']}]", "staticClients[0].postLogoutRedirectURIs[0]", "fragment" },
        { "staticClients: [{id: a, name: A, secret: b, logoURL: x}]", "staticClients[0].logoURL", "http or https" },
        { "staticClients: [{id: a, name: A, secret: b, refreshTokenLifetime: ever}]", "staticClients[0].refreshTokenLifetime", "standalone" },
        { "staticClients: [{id: a, name: A, secret: b, allowedGrantTypes: [x]}]", "staticClients[0].allowedGrantTypes[0]", "no grant type x" },
        { "staticClients: [{id: a, name: A, secret: b, lifetimes: {idTokens: 1s}}]", "staticClients[0].lifetimes.idTokens", "one minute" },
        { "staticClients: [{id: a, name: A, secret: b, clientCredentialsClaims: {groups: ['']}}]", "staticClients[0].clientCredentialsClaims.groups[0]", "name" },
        { "staticClients: [{id: a, name: A, secret: b, clientCredentialsClaims: {extra: {team: x, sub: y}}}]", "staticClients[0].clientCredentialsClaims.extra.sub", "server's own" },
        { "staticPasswords: [{email: a@b.c, hash: '" + Hash + "'}]", "staticPasswords", "enablePasswordDB: true" },
        { "enablePasswordDB: true\nstaticPasswords: [{email: a@b.c}]", "staticPasswords[0].hash", "missing" },
        { "enablePasswordDB: true\nstaticPasswords: [{email: a@b.c, hashFromEnv: NOPE}]", "staticPasswords[0].hash", "NOPE" },
        { "enablePasswordDB: true\nstaticPasswords: [{email: a@b.c, hash: password}]", "staticPasswords[0].hash", "neither bcrypt" },
        { "console: {path: console}", "console.path", "/console" },
        { "console: {path: /}", "console.path", "/console" },
        { "console: {path: /a/}", "console.path", "/console" },
        { "console: {path: /dex}", "console.path", "of its own" },
        { "console: {path: /dex/token}", "console.path", "of its own" },
        { "console: {administrators: [{connector: a}]}", "console.administrators[0]", "one of" },
        { "console: {administrators: [{connector: a, email: a@b.c, group: d}]}", "console.administrators[0]", "one of" },
        { "console: {administrators: [{group: d}]}", "console.administrators[0]", "connector" },
        { "console: {administrators: [admin]}", "console.administrators[0]", "e-mail" },
        { "limits: {clientAuthentication: {perClient: 0}}", "limits.clientAuthentication.perClient", "above 0" },
        { "limits: {clientAuthentication: {perAddress: -1}}", "limits.clientAuthentication.perAddress", "above 0" },
        { "limits: {clientAuthentication: {window: 0s}}", "limits.clientAuthentication.window", "above 0" },
        { "limits: {consoleSignIn: {perAccount: 0}}", "limits.consoleSignIn.perAccount", "above 0" },
        { "limits: {consoleSignIn: {perAddress: 0}}", "limits.consoleSignIn.perAddress", "above 0" },
        { "limits: {consoleSignIn: {window: -1m}}", "limits.consoleSignIn.window", "above 0" },
        { "limits: {deviceCodes: {perAddress: 0}}", "limits.deviceCodes.perAddress", "above 0" },
        { "limits: {deviceCodes: {window: 0s}}", "limits.deviceCodes.window", "above 0" },
    };

    private const string Hash = "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m";

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_names_its_key_and_what_to_write(string lines, string path, string told)
    {
        var fault = Yaml.With(lines).OnlyFault();

        Assert.Equal(path, fault.Path);
        Assert.Contains(told, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(fault.Line ?? 0, 1, 5);
    }

    [Fact]
    public void A_bare_address_is_no_administrator_among_several_connectors()
    {
        var fault = Yaml.With(
            """
            enablePasswordDB: true
            connectors: [{id: ldap, name: L, type: ldap}]
            console: {administrators: [admin@example.com]}
            """).OnlyFault();

        Assert.Equal("console.administrators[0]", fault.Path);
        Assert.Contains("ldap, local", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_message_shows_a_secret()
    {
        var reading = Yaml.With(
            """
            storage: {type: sqlserver, config: {host: a, connectionString: hunter2, password: [hunter3]}, encryptionKey: hunter4, encryptionKeyFile: x}
            staticClients:
              - {id: a, name: A, secret: hunter5, secretEnv: SECRET}
              - {id: a, name: A, secret: [hunter6]}
            enablePasswordDB: true
            staticPasswords: [{email: a@b.c, hash: hunter7}]
            connectors: [{id: a, config: {clientSecret: hunter8}}]
            signer: {type: vault, config: {token: hunter9}}
            """,
            ("SECRET", "hunter10"));

        var told = reading.FaultText + string.Join('\n', reading.Warnings);
        Assert.NotEmpty(reading.Faults);
        Assert.DoesNotContain("hunter", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_one_fault_not_two()
    {
        var reading = Yaml.Read("issuer: [a]\nstorage: x\nweb: {http: {}}");

        Assert.Equal(["issuer", "storage", "web.http"], reading.Faults.Select(fault => fault.Path));
        Assert.All(reading.Faults, fault => Assert.Contains("The value must be", fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_fault()
    {
        var fault = new ConfigurationReader(Yaml.Environment()).ReadFile("/nowhere/config.yaml").OnlyFault();

        Assert.StartsWith("The file cannot be read", fault.Message, StringComparison.Ordinal);
    }
}
