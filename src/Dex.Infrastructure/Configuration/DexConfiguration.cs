using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Sections;

namespace Dex.Infrastructure.Configuration;

/// <summary>
/// dex's configuration file as records: a property per key, its default as initialiser. The binder fills it, the validator
/// judges it; durations that are unset or not positive are settled by the sections' own members.
/// </summary>
public sealed record DexConfiguration
{
    /// <summary>The public base URL, used verbatim as <c>iss</c>.</summary>
    public string Issuer { get; init; } = "";

    [PresentWhenNull]
    public StorageConfiguration? Storage { get; init; }

    public WebConfiguration Web { get; init; } = new();

    [NotServed]
    public TelemetryConfiguration Telemetry { get; init; } = new();

    [NotServed]
    public GrpcConfiguration Grpc { get; init; } = new();

    [Key("oauth2")]
    public OAuth2Configuration OAuth2 { get; init; } = new();

    public ExpiryConfiguration Expiry { get; init; } = new();

    public LoggerConfiguration Logger { get; init; } = new();

    public FrontendConfiguration Frontend { get; init; } = new();

    /// <summary>Null means local keys, rotated every six hours.</summary>
    [PresentWhenNull, LenientKeys]
    public SignerConfiguration? Signer { get; init; }

    public IReadOnlyList<ConnectorConfiguration> Connectors { get; init; } = [];

    public IReadOnlyList<StaticClientConfiguration> StaticClients { get; init; } = [];

    [Key("enablePasswordDB")]
    public bool EnablePasswordDb { get; init; }

    public IReadOnlyList<StaticPasswordConfiguration> StaticPasswords { get; init; } = [];

    [NotServed]
    public SessionsConfiguration? Sessions { get; init; }

    [NotServed]
    public MfaConfiguration? Mfa { get; init; }

    /// <summary>Ours. Null means that there is no console.</summary>
    [PresentWhenNull]
    public ConsoleConfiguration? Console { get; init; }

    /// <summary>Ours.</summary>
    public LimitsConfiguration Limits { get; init; } = new();

    /// <summary>The signer's own period, else the old key, else six hours.</summary>
    public DexDuration SigningKeyPeriod =>
        ExpiryConfiguration.Positive(Signer?.Local.KeysRotationPeriod)
        ?? ExpiryConfiguration.Positive(Expiry.SigningKeys)
        ?? LocalSignerSettings.DefaultRotationPeriod;
}
