using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>oidc</c>: any OpenID Connect provider.</summary>
public sealed record OidcSettings : ConnectorSettings
{
    public static IReadOnlyList<string> PkceMethods { get; } = ["S256", "plain"];

    public string Issuer { get; init; } = "";

    /// <summary>The <c>iss</c> of tokens where it differs from <see cref="Issuer"/>, whose document is then not compared; empty: none.</summary>
    public string IssuerAlias { get; init; } = "";

    [Key("clientID")]
    public string ClientId { get; init; } = "";

    [Secret]
    public string ClientSecret { get; init; } = "";

    /// <summary>Must be our issuer's <c>/callback</c>.</summary>
    [Key("redirectURI")]
    public string RedirectUri { get; init; } = "";

    /// <summary>Empty means <c>profile</c> and <c>email</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public OidcDiscoveryOverrides ProviderDiscoveryOverrides { get; init; } = new();

    /// <summary>True: the secret goes into the body. False: found out by trial. Null: by trial, unless the provider is known.</summary>
    public bool? BasicAuthUnsupported { get; init; }

    /// <summary>Gone from dex; refused by name.</summary>
    public IReadOnlyList<string> HostedDomains { get; init; } = [];

    /// <summary>Paths, base64 of PEM, or PEM; trusted beside the system's.</summary>
    [Key("rootCAs")]
    public IReadOnlyList<string> RootCas { get; init; } = [];

    public bool InsecureSkipVerify { get; init; }

    /// <summary>What a missing <c>email_verified</c> means.</summary>
    public bool InsecureSkipEmailVerified { get; init; }

    public bool InsecureEnableGroups { get; init; }

    /// <summary>Effective only with <see cref="InsecureEnableGroups"/>; empty: everybody.</summary>
    public IReadOnlyList<string> AllowedGroups { get; init; } = [];

    public IReadOnlyList<string> AcrValues { get; init; } = [];

    public bool GetUserInfo { get; init; }

    /// <summary>Empty means <c>sub</c>.</summary>
    [Key("userIDKey")]
    public string UserIdKey { get; init; } = "";

    /// <summary>Empty means <c>name</c>.</summary>
    public string UserNameKey { get; init; } = "";

    /// <summary>The <c>prompt</c> for offline access; null means <c>consent</c>, and the empty text is sent as it is.</summary>
    public string? PromptType { get; init; }

    /// <summary>Empty: what the provider offers.</summary>
    public string PkceChallenge { get; init; } = "";

    /// <summary>The mapped claims beat the standard ones.</summary>
    public bool OverrideClaimMapping { get; init; }

    public OidcClaimMapping ClaimMapping { get; init; } = new();

    public OidcClaimModifications ClaimModifications { get; init; } = new();
}

/// <summary>Endpoints that take the place of the discovered ones; empty: as discovered.</summary>
public sealed record OidcDiscoveryOverrides
{
    [Key("tokenURL")]
    public string TokenUrl { get; init; } = "";

    [Key("authURL")]
    public string AuthUrl { get; init; } = "";

    [Key("jwksURL")]
    public string JwksUrl { get; init; } = "";

    [Key("userInfoURL")]
    public string UserInfoUrl { get; init; } = "";

    [Key("deviceAuthURL")]
    public string DeviceAuthUrl { get; init; } = "";

    [Key("endSessionURL")]
    public string EndSessionUrl { get; init; } = "";

    internal bool IsAnySet => this != new OidcDiscoveryOverrides();
}

/// <summary>Other names for claims; empty: none.</summary>
public sealed record OidcClaimMapping
{
    [Key("preferred_username")]
    public string PreferredUsername { get; init; } = "";

    public string Email { get; init; } = "";

    public string Groups { get; init; } = "";
}

/// <summary>What is done to groups.</summary>
public sealed record OidcClaimModifications
{
    public IReadOnlyList<OidcNewGroup> NewGroupFromClaims { get; init; } = [];

    public OidcGroupFilter FilterGroupClaims { get; init; } = new();

    public OidcGroupAffixes ModifyGroupNames { get; init; } = new();
}

/// <summary>A group put together from the values of other claims.</summary>
public sealed record OidcNewGroup
{
    public IReadOnlyList<string> Claims { get; init; } = [];

    public string Delimiter { get; init; } = "";

    /// <summary>Takes the delimiter out of the values.</summary>
    public bool ClearDelimiter { get; init; }

    public string Prefix { get; init; } = "";
}

/// <summary>Which groups of a list are kept.</summary>
public sealed record OidcGroupFilter
{
    /// <summary>A regular expression in RE2's syntax; empty: all.</summary>
    public string GroupsFilter { get; init; } = "";
}

/// <summary>What is put around every group.</summary>
public sealed record OidcGroupAffixes
{
    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";
}
