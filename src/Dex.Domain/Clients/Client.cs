using System.Collections.Immutable;
using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>
/// An OAuth client: dex's record, and what dex lacks (several secrets, its own grant list, lifetimes, static claims, a version).
/// Immutable; a change is a new value with the next version.
/// </summary>
public sealed record Client
{
    /// <summary>Compared byte by byte; 1 to <see cref="ClientLimits.Id"/> characters without control characters.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>What it was registered as; decides which tabs the console shows, never what the protocol allows.</summary>
    public ClientKind Kind { get; init; }

    /// <summary>False answers every request of the client with <c>invalid_client</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>A public client (RFC 6749 section 2.1) usually has no secret.</summary>
    public bool IsPublic { get; init; }

    public string LogoUrl { get; init; } = "";

    public ImmutableArray<string> RedirectUris { get; init; } = [];

    public ImmutableArray<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Empty: the client is not told of logouts.</summary>
    public string BackchannelLogoutUri { get; init; } = "";

    /// <summary>Whether refresh tokens end with the browser session.</summary>
    public RefreshTokenLifetime RefreshTokenLifetime { get; init; }

    /// <summary>Ids of the clients that may ask for tokens with this client as audience; every client trusts itself.</summary>
    public ImmutableArray<string> TrustedPeers { get; init; } = [];

    /// <summary>Connector ids; empty allows all.</summary>
    public ImmutableArray<string> AllowedConnectors { get; init; } = [];

    /// <summary>Null: the server's default chain. Empty: no second factor. These differ and stay different through storage.</summary>
    public ImmutableArray<string>? MfaChain { get; init; }

    /// <summary>Null: the server's default. Empty: nobody. <c>*</c>: everybody.</summary>
    public ImmutableArray<string>? SsoSharedWith { get; init; }

    /// <summary>The grants this client may use, a narrowing of what the server serves; null: whatever the server serves.</summary>
    public ImmutableArray<string>? AllowedGrantTypes { get; init; }

    /// <summary>True demands a code challenge of this client's authorization requests.</summary>
    public bool PkceRequired { get; init; }

    /// <summary>False: a person has at most one refresh token of this client per connector, and a new one ends the one before.</summary>
    public bool AllowsSeveralRefreshTokens { get; init; }

    /// <summary>The <c>groups</c> claim of client-credentials tokens; empty: none.</summary>
    public ImmutableArray<string> MachineGroups { get; init; } = [];

    /// <summary>Further claims of client-credentials tokens: name to JSON text. Reserved names are refused at save and passed over at issue.</summary>
    public ImmutableSortedDictionary<string, string> MachineClaims { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The life of this client's ID and access tokens; null: the server's <c>expiry.idTokens</c>.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    public ImmutableArray<ClientSecret> Secrets { get; init; } = [];

    public ClientOrigin Origin { get; init; }

    /// <summary>True when the embedded default made it.</summary>
    public bool IsSample { get; init; }

    /// <summary>Raised by one with every save; one at creation, zero for clients of the file.</summary>
    public long Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The e-mail of who saved last; empty for clients of the file.</summary>
    public string UpdatedBy { get; init; } = "";

    /// <summary>True when the configuration file states it, so that nothing here can change it.</summary>
    public bool IsReadOnly => Origin is ClientOrigin.File or ClientOrigin.BuiltIn;

    public bool AllowsGrant(string grantType) => AllowedGrantTypes is not { } allowed || allowed.Contains(grantType, StringComparer.Ordinal);

    public bool Trusts(string clientId) => clientId == Id || TrustedPeers.Contains(clientId, StringComparer.Ordinal);

    /// <summary>True when the client could get tokens in its own name, were the grant served.</summary>
    public bool CanBeMachine => !IsPublic && AllowsGrant(GrantTypes.ClientCredentials);
}

/// <summary>What a client is registered as.</summary>
public enum ClientKind
{
    /// <summary>A service that calls in its own name.</summary>
    Machine,

    /// <summary>An application with a server that can keep a secret.</summary>
    WebApp,

    /// <summary>A single-page or native application; it cannot keep a secret.</summary>
    NativeApp,

    /// <summary>A device without a keyboard.</summary>
    Device,
}

/// <summary>Where a client comes from.</summary>
public enum ClientOrigin
{
    Console,
    File,
    Api,
    Import,

    /// <summary>Part of the server, never stored: the console (<see cref="ConsoleClient"/>).</summary>
    BuiltIn,
}

/// <summary>dex's <c>refreshTokenLifetime</c>.</summary>
public enum RefreshTokenLifetime
{
    /// <summary>Refresh tokens outlive the browser session.</summary>
    Standalone,

    /// <summary>Refresh tokens end with the browser session.</summary>
    Session,
}

/// <summary>Sizes that the store must hold and the validator enforces, in characters.</summary>
public static class ClientLimits
{
    public const int Id = 256;
    public const int Name = 200;
    public const int Description = 1000;
    public const int Uri = 2000;
    public const int ListItems = 200;
    public const int SecretLabel = 60;

    /// <summary>Live secrets of one client at the same time: the one in use and its successor.</summary>
    public const int LiveSecrets = 2;
}
