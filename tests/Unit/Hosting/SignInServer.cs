using Dex.Domain.Connectors;
using Dex.Domain.Users;
using Dex.Infrastructure.Connectors;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SignInServer))]

namespace Dex.Tests.Unit.Hosting;

/// <summary>
/// A server that people sign in at: every response type, connectors of each kind, and a client for each thing that a client's record can
/// narrow. One is shared by all tests that change nothing in it; its clock stands still at <see cref="Given.Now"/>.
/// </summary>
public sealed class SignInServer : IAsyncDisposable
{
    /// <summary>A confidential web application without any limits; <see cref="Peer"/> trusts it.</summary>
    internal const string Web = "web";

    /// <summary>Public, without registered redirect URIs.</summary>
    internal const string Native = "native";

    /// <summary>Public, with a redirect URI; PKCE required.</summary>
    internal const string Spa = "spa";

    /// <summary>Allows the connector <see cref="Mock"/> alone.</summary>
    internal const string Picky = "picky";

    /// <summary>May use authorization_code alone.</summary>
    internal const string Coder = "coder";

    /// <summary>May use implicit alone.</summary>
    internal const string Frontal = "frontal";

    /// <summary>May use client_credentials alone.</summary>
    internal const string Machine = "machine";

    /// <summary>An audience that trusts <see cref="Web"/>.</summary>
    internal const string Peer = "peer";

    /// <summary>An audience that trusts nobody.</summary>
    internal const string Stranger = "stranger";

    /// <summary>Disabled.</summary>
    internal const string Disabled = "disabled";

    /// <summary>Comes straight back with a person.</summary>
    internal const string Mock = "mock";

    /// <summary>Asks for a name and a password.</summary>
    internal const string Pass = "pass";

    /// <summary>Like <see cref="Mock"/>, for authorization_code alone.</summary>
    internal const string Codes = "codes";

    /// <summary>Like <see cref="Mock"/>, with an id that every kind of escaping meets.</summary>
    internal const string Odd = "odd id/50%é";

    /// <summary>An account of the password database with everything that an account can say.</summary>
    internal const string Ada = "ada@example.com";

    /// <summary>An account that says little, and whose address nobody verified.</summary>
    internal const string Bob = "bob@example.com";

    /// <summary>The password of the accounts.</summary>
    internal const string Password = "password";

    /// <summary>What a redirect URI of <see cref="Web"/> says already; <c>code</c> is of the answer's own names.</summary>
    internal const string WithQuery = "https://web.example.com/callback?tenant=north&code=old&empty=";

    private const string Hash = "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m";

    private const string Clients = $$"""
        - {id: web, name: Web shop, secret: web-secret, redirectURIs: ["https://web.example.com/callback", "{{WithQuery}}",
           "urn:ietf:wg:oauth:2.0:oob", "com.example.app:/callback"]}
        - {id: native, name: Native tool, public: true}
        - {id: spa, name: Single page, public: true, pkceRequired: true, redirectURIs: ["https://spa.example.com/callback"]}
        - {id: picky, name: Picky, secret: picky-secret, allowedConnectors: [mock], redirectURIs: ["https://picky.example.com/callback"]}
        - {id: coder, name: Coder, secret: coder-secret, allowedGrantTypes: [authorization_code],
           redirectURIs: ["https://coder.example.com/callback"]}
        - {id: frontal, name: Frontal, secret: frontal-secret, allowedGrantTypes: [implicit], redirectURIs: ["https://frontal.example.com/callback"]}
        - {id: machine, name: Machine, secret: machine-secret, allowedGrantTypes: [client_credentials],
           redirectURIs: ["https://machine.example.com/callback"]}
        - {id: peer, name: The ledger, secret: peer-secret, trustedPeers: [web]}
        - {id: stranger, name: The vault, secret: stranger-secret}
        - {id: disabled, name: Switched off, secret: disabled-secret, enabled: false, redirectURIs: ["https://disabled.example.com/callback"]}
        """;

    private const string Sections = $$"""
        connectors:
          - {type: mockCallback, id: mock, name: Mock}
          - {type: mockPassword, id: pass, name: alpha directory, config: {username: kilgore, password: trout} }
          - {type: mockCallback, id: codes, name: Codes only, grantTypes: [authorization_code]}
          - {type: mockCallback, id: "{{Odd}}", name: bravo}
        enablePasswordDB: true
        staticPasswords:
          - {email: ada@example.com, hash: "{{Hash}}", username: ada, name: Ada Lovelace, preferredUsername: al,
             userID: 08a8684b-db88-4b73-90a9-3cd1661f5466, groups: [analysts, authors]}
          - {email: bob@example.com, hash: "{{Hash}}", username: bob, userID: bob, emailVerified: false}
        console: {administrators: [{connector: local, email: ada@example.com}]}
        """;

    private readonly Lazy<Task<DexServer>> _server = new(() => DexServer.StartAsync(Settings with { Clock = new FakeTimeProvider(Given.Now) }));

    /// <summary>What the shared server is; a test that needs another one changes what matters to it.</summary>
    internal static DexServerSettings Settings { get; } = new()
    {
        OAuth2 = "grantTypes: [authorization_code, implicit, client_credentials]\nresponseTypes: [code, id_token, token]",
        Clients = Clients,
        More = Sections,
        Limits = "clientAuthentication: {perClient: 100000, perAddress: 100000}\nconsoleSignIn: {perAccount: 100000, perAddress: 100000}",

        // Hashing is proved elsewhere; here it would only be slow.
        Adjust = services => services.AddSingleton<IPasswordHasher>(new CountingHasher(Password)),
    };

    /// <summary>The same with the upstreams of <see cref="FakeConnectors"/>.</summary>
    internal static DexServerSettings WithFakes { get; } = Settings with
    {
        Adjust = services =>
        {
            Settings.Adjust!(services);
            services.AddSingleton(provider => new FakeConnectors(provider.GetRequiredService<ConnectorDirectory>()));
            services.AddSingleton<IConnectorDirectory>(provider => provider.GetRequiredService<FakeConnectors>());
        },
    };

    /// <summary>The first redirect URI of a client of the file, or one that it may use without registering it.</summary>
    internal static string RedirectUriOf(string client) => client == Native ? "http://127.0.0.1:8765/" : $"https://{client}.example.com/callback";

    /// <summary>Empty for public clients.</summary>
    internal static string SecretOf(string client) => client is Native or Spa ? "" : $"{client}-secret";

    internal Task<DexServer> GetAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
