using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Binding;

/// <summary>Gives <c>storage.config</c>, <c>signer.config</c> and <c>connectors[].config</c> the shape that their type asks for, after expanding variables.</summary>
internal sealed class SettingsShape(ConfigurationBinder binder, BindingReport report, ConfigurationEnvironment environment)
{
    public DexConfiguration Apply(DexConfiguration configuration) => configuration with
    {
        Storage = configuration.Storage is { } storage ? storage with { Settings = SettingsOf(storage) } : null,
        Signer = configuration.Signer is { } signer ? signer with { Local = LocalOf(signer) } : null,
        Connectors = [.. configuration.Connectors.Select((connector, i) => connector with { Settings = SettingsOf(connector, $"connectors[{i}].config") })],
    };

    private StorageSettings? SettingsOf(StorageConfiguration storage) => storage.Type switch
    {
        "memory" => Shaped<MemoryStorageSettings>(storage.RawConfig, "storage.config", isStrict: true),
        "sqlite3" => Shaped<SqliteStorageSettings>(storage.RawConfig, "storage.config", isStrict: true),
        "postgres" => Shaped<PostgresStorageSettings>(storage.RawConfig, "storage.config", isStrict: true),
        "sqlserver" => Shaped<SqlServerStorageSettings>(storage.RawConfig, "storage.config", isStrict: true),
        _ => Hidden(storage.RawConfig),
    };

    private ConnectorSettings? SettingsOf(ConnectorConfiguration connector, string path)
    {
        switch (connector.Type)
        {
            case "mockCallback":
                return Shaped<MockCallbackSettings>(connector.RawConfig, path, isStrict: true);
            case "mockPassword":
                return Shaped<MockPasswordSettings>(connector.RawConfig, path, isStrict: true);
            case "oidc":
                return Shaped<OidcSettings>(connector.RawConfig, path, isStrict: true);
            default:
                _ = Hidden(connector.RawConfig);
                return null;
        }
    }

    private LocalSignerSettings LocalOf(SignerConfiguration signer)
    {
        if (signer.Type == SignerConfiguration.LocalType)
        {
            return Shaped<LocalSignerSettings>(signer.RawConfig, "signer.config", isStrict: false);
        }

        _ = Hidden(signer.RawConfig);
        return new LocalSignerSettings();
    }

    private T Shaped<T>(YamlNode? config, string path, bool isStrict)
        where T : class, new()
    {
        if (config is null)
        {
            return new T();
        }

        var expanded = environment.ExpandsVariables ? EnvironmentExpansion.Expand(config, environment.Variables) : config;
        return binder.Bind<T>(expanded, path, isStrict);
    }

    /// <summary>Of a type that is not offered nobody knows which values are secret, so none is shown.</summary>
    private StorageSettings? Hidden(YamlNode? config)
    {
        if (config is not null)
        {
            report.SecretLines.Add((config.Line, config.LastLine));
        }

        return null;
    }
}
