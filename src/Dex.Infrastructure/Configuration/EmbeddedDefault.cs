using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration;

/// <summary>
/// The configuration without a file: loopback only, an SQLite file in the given folder, the console on. The variables of dex's
/// container image take the place of single keys, and messages speak of them.
/// </summary>
public sealed class EmbeddedDefault(string dataFolder)
{
    private const string WebHttp = "DEX_WEB_HTTP";

    /// <summary>A null default leaves the key out while its variable is unset.</summary>
    private readonly (string Path, string Variable, string? Default, Writing Writing)[] _keys =
    [
        ("issuer", "DEX_ISSUER", "http://127.0.0.1:5556/dex", Writing.Text),
        ("storage.config.file", "DEX_STORAGE_SQLITE3_CONFIG_FILE", Path.Combine(dataFolder, "dex.db"), Writing.Text),
        ("web.http", WebHttp, "127.0.0.1:5556", Writing.Text),
        ("web.https", "DEX_WEB_HTTPS", null, Writing.Text),
        ("web.tlsKey", "DEX_WEB_TLS_KEY", null, Writing.Text),
        ("web.tlsCert", "DEX_WEB_TLS_CERT", null, Writing.Text),
        ("telemetry.http", "DEX_TELEMETRY_HTTP", null, Writing.Text),
        ("expiry.deviceRequests", "DEX_EXPIRY_DEVICE_REQUESTS", null, Writing.Text),
        ("expiry.idTokens", "DEX_EXPIRY_ID_TOKENS", "24h", Writing.Text),
        ("expiry.authRequests", "DEX_EXPIRY_AUTH_REQUESTS", null, Writing.Text),
        ("signer.config.keysRotationPeriod", "DEX_EXPIRY_SIGNING_KEYS", "6h", Writing.Text),
        ("signer.config.algorithm", "DEX_SIGNER_LOCAL_ALGORITHM", "RS256", Writing.Text),
        ("logger.level", "DEX_LOG_LEVEL", "info", Writing.Text),
        ("logger.format", "DEX_LOG_FORMAT", "text", Writing.Text),
        ("oauth2.responseTypes", "DEX_OAUTH2_RESPONSE_TYPES", "[code]", Writing.Yaml),
        ("oauth2.skipApprovalScreen", "DEX_OAUTH2_SKIP_APPROVAL_SCREEN", "false", Writing.Yaml),
        ("oauth2.alwaysShowLoginScreen", "DEX_OAUTH2_ALWAYS_SHOW_LOGIN_SCREEN", "false", Writing.Yaml),
        ("oauth2.passwordConnector", "DEX_OAUTH2_PASSWORD_CONNECTOR", null, Writing.Text),
        ("enablePasswordDB", "DEX_ENABLE_PASSWORD_DB", "true", Writing.Yaml),
    ];

    /// <summary>How the value of a variable becomes a node.</summary>
    private enum Writing
    {
        Text,
        Yaml,
    }

    /// <summary>The keys whose variable is set, with the variable's name.</summary>
    internal Dictionary<string, string> VariablesIn(ConfigurationEnvironment environment) =>
        _keys.Where(key => environment[key.Variable].Length > 0).ToDictionary(key => key.Path, key => key.Variable, StringComparer.Ordinal);

    internal YamlMap ToTree(ConfigurationEnvironment environment)
    {
        var values = _keys
            .Select(key => (key.Path, Value: environment[key.Variable] is { Length: > 0 } set ? set : key.Default, key.Writing))
            .Where(key => key.Value is not null)
            .Select(key => (key.Path, Node: key.Writing == Writing.Yaml ? Yaml(key.Value!) : new YamlScalar(key.Value!, isPlain: false)))
            .Append(("storage.type", new YamlScalar("sqlite3", isPlain: false)))
            .Append(("signer.type", new YamlScalar("local", isPlain: false)))
            .Append(("console", new YamlMap([])))
            .Append(("connectors", Yaml("[{type: mockCallback, id: mock, name: Example}]")));
        return MapOf(values.Select(value => (value.Item1.Split('.'), value.Item2)).ToList());
    }

    /// <summary>Findings by the name of the variable that is to be changed, and the refusal to leave loopback.</summary>
    internal ConfigurationReading InTermsOfVariables(ConfigurationReading reading, ConfigurationEnvironment environment)
    {
        var faults = reading.Faults.Select(fault => Translated(fault, environment)).ToList();
        if (ListenAddress.TryParse(reading.Configuration.Web.Http, out var address) && !address.IsLoopback)
        {
            // The sample's passwords are printed in the manual: nobody else may reach it.
            faults.Add(new ConfigurationFinding(
                WebHttp, null, $"{address} can be reached from other machines, and sample data has known passwords; write a loopback "
                    + "address such as 127.0.0.1:5556, or serve a configuration file."));
        }

        return reading with { Faults = faults, Warnings = [.. reading.Warnings.Select(warning => Translated(warning, environment))] };
    }

    private ConfigurationFinding Translated(ConfigurationFinding finding, ConfigurationEnvironment environment)
    {
        var variable = _keys
            .Where(key => environment[key.Variable].Length > 0 && ConfigurationPath.IsWithin(finding.Path, key.Path))
            .Select(key => key.Variable)
            .FirstOrDefault();
        return finding with { Path = variable ?? finding.Path, Line = null };
    }

    private static YamlNode Yaml(string value)
    {
        try
        {
            return YamlDocumentReader.Read(value).Root;
        }
        catch (YamlSyntaxException)
        {
            // As text it is refused by the type of its key, in words that name the variable.
            return new YamlScalar(value, isPlain: false);
        }
    }

    private static YamlMap MapOf(List<(string[] Path, YamlNode Node)> values) => new(
        [.. values.GroupBy(value => value.Path[0]).Select(group => new YamlEntry(
            group.Key,
            group.First().Path.Length == 1 ? group.First().Node : MapOf(group.Select(value => (value.Path[1..], value.Node)).ToList()),
            0,
            0))]);
}
