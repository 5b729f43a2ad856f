using System.Text.Json;
using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary>One of <c>staticClients</c>. The members after <see cref="ClientCredentialsClaims"/> are ours.</summary>
public sealed record StaticClientConfiguration
{
    public string Id { get; init; } = "";

    /// <summary>The environment variable that holds the id.</summary>
    public string IdEnv { get; init; } = "";

    [Secret]
    public string Secret { get; init; } = "";

    /// <summary>The environment variable that holds the secret.</summary>
    public string SecretEnv { get; init; } = "";

    public string Name { get; init; } = "";

    [Key("logoURL")]
    public string LogoUrl { get; init; } = "";

    [Key("redirectURIs")]
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    [Key("postLogoutRedirectURIs")]
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    [Key("backchannelLogoutURI")]
    public string BackchannelLogoutUri { get; init; } = "";

    public string RefreshTokenLifetime { get; init; } = "";

    public IReadOnlyList<string> TrustedPeers { get; init; } = [];

    public bool Public { get; init; }

    /// <summary>Empty is every connector.</summary>
    public IReadOnlyList<string> AllowedConnectors { get; init; } = [];

    /// <summary>Null is the server's default chain; empty is no factor.</summary>
    public IReadOnlyList<string>? MfaChain { get; init; }

    /// <summary>Null is the server's default; empty is nobody.</summary>
    public IReadOnlyList<string>? SsoSharedWith { get; init; }

    public ClientCredentialsClaimsConfiguration ClientCredentialsClaims { get; init; } = new();

    public bool Enabled { get; init; } = true;

    public string Description { get; init; } = "";

    /// <summary>Null is whatever the server serves.</summary>
    public IReadOnlyList<string>? AllowedGrantTypes { get; init; }

    public bool PkceRequired { get; init; }

    /// <summary>False: one refresh token per person, connector and client, as in dex.</summary>
    public bool SeveralRefreshTokens { get; init; }

    public ClientLifetimesConfiguration Lifetimes { get; init; } = new();
}

/// <summary>What machine tokens of a client carry beyond the standard claims.</summary>
public sealed record ClientCredentialsClaimsConfiguration
{
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Ours: static claims.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>Lifetimes of one client, where they differ from the server's.</summary>
public sealed record ClientLifetimesConfiguration
{
    /// <summary>Null is the server's.</summary>
    public DexDuration? IdTokens { get; init; }
}
