using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>sessions</c>.</summary>
public sealed record SessionsConfiguration
{
    public string CookieName { get; init; } = "dex_session";

    public DexDuration? AbsoluteLifetime { get; init; }

    public DexDuration? ValidIfNotUsedFor { get; init; }

    public bool RememberMeCheckedByDefault { get; init; }

    [Secret]
    public string CookieEncryptionKey { get; init; } = "";

    public string SsoSharedWithDefault { get; init; } = "";
}

/// <summary><c>mfa</c>.</summary>
public sealed record MfaConfiguration
{
    public IReadOnlyList<AuthenticatorConfiguration> Authenticators { get; init; } = [];

    [Key("defaultMFAChain")]
    public IReadOnlyList<string> DefaultMfaChain { get; init; } = [];
}

/// <summary>One of <c>mfa.authenticators</c>.</summary>
public sealed record AuthenticatorConfiguration
{
    public string Id { get; init; } = "";

    public string Type { get; init; } = "";

    public IReadOnlyList<string> ConnectorTypes { get; init; } = [];

    [Key("config"), LenientKeys]
    public YamlNode? RawConfig { get; init; }
}
