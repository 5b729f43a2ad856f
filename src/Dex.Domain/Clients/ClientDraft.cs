using System.Collections.Immutable;
using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>
/// A client as people type it, in the console, in YAML and over the API. Mutable, so that a form can bind to it; the rules are
/// <see cref="ClientDraftValidator"/>'s.
/// </summary>
public sealed class ClientDraft
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public ClientKind Kind { get; set; }

    public bool Enabled { get; set; } = true;

    public bool IsPublic { get; set; }

    public string LogoUrl { get; set; } = "";

    public List<string> RedirectUris { get; set; } = [];

    public List<string> PostLogoutRedirectUris { get; set; } = [];

    public string BackchannelLogoutUri { get; set; } = "";

    public RefreshTokenLifetime RefreshTokenLifetime { get; set; }

    public List<string> TrustedPeers { get; set; } = [];

    public List<string> AllowedConnectors { get; set; } = [];

    /// <inheritdoc cref="Client.MfaChain"/>
    public List<string>? MfaChain { get; set; }

    /// <inheritdoc cref="Client.SsoSharedWith"/>
    public List<string>? SsoSharedWith { get; set; }

    /// <inheritdoc cref="Client.AllowedGrantTypes"/>
    public List<string>? AllowedGrantTypes { get; set; }

    public bool PkceRequired { get; set; }

    /// <inheritdoc cref="Client.AllowsSeveralRefreshTokens"/>
    public bool AllowsSeveralRefreshTokens { get; set; }

    public List<string> MachineGroups { get; set; } = [];

    /// <summary>Name to JSON text.</summary>
    public SortedDictionary<string, string> MachineClaims { get; set; } = new(StringComparer.Ordinal);

    /// <inheritdoc cref="Client.TokenLifetime"/>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>A draft that equals the client.</summary>
    public static ClientDraft Of(Client client) => new()
    {
        Id = client.Id,
        Name = client.Name,
        Description = client.Description,
        Kind = client.Kind,
        Enabled = client.Enabled,
        IsPublic = client.IsPublic,
        LogoUrl = client.LogoUrl,
        RedirectUris = [.. client.RedirectUris],
        PostLogoutRedirectUris = [.. client.PostLogoutRedirectUris],
        BackchannelLogoutUri = client.BackchannelLogoutUri,
        RefreshTokenLifetime = client.RefreshTokenLifetime,
        TrustedPeers = [.. client.TrustedPeers],
        AllowedConnectors = [.. client.AllowedConnectors],
        MfaChain = client.MfaChain is { } chain ? [.. chain] : null,
        SsoSharedWith = client.SsoSharedWith is { } shared ? [.. shared] : null,
        AllowedGrantTypes = client.AllowedGrantTypes is { } grants ? [.. grants] : null,
        PkceRequired = client.PkceRequired,
        AllowsSeveralRefreshTokens = client.AllowsSeveralRefreshTokens,
        MachineGroups = [.. client.MachineGroups],
        MachineClaims = new SortedDictionary<string, string>(client.MachineClaims, StringComparer.Ordinal),
        TokenLifetime = client.TokenLifetime,
    };

    /// <summary>What the intent to register this kind of client proposes: the grants, whether it is public, PKCE on.</summary>
    public static ClientDraft For(ClientKind kind) => new()
    {
        Kind = kind,
        IsPublic = kind is ClientKind.NativeApp or ClientKind.Device,
        PkceRequired = true,
        AllowedGrantTypes = kind switch
        {
            ClientKind.Machine => [GrantTypes.ClientCredentials],
            ClientKind.Device => [GrantTypes.RefreshToken, GrantTypes.DeviceCode],
            _ => [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        },
    };

    /// <summary>The client with the draft's values; what a draft does not hold (secrets, origin, version) stays.</summary>
    public Client ApplyTo(Client client) => client with
    {
        Name = Name.Trim(),
        Description = Description.Trim(),
        Kind = Kind,
        Enabled = Enabled,
        IsPublic = IsPublic,
        LogoUrl = LogoUrl.Trim(),
        RedirectUris = [.. RedirectUris],
        PostLogoutRedirectUris = [.. PostLogoutRedirectUris],
        BackchannelLogoutUri = BackchannelLogoutUri.Trim(),
        RefreshTokenLifetime = RefreshTokenLifetime,
        TrustedPeers = [.. TrustedPeers],
        AllowedConnectors = [.. AllowedConnectors],
        MfaChain = MfaChain is { } chain ? [.. chain] : null,
        SsoSharedWith = SsoSharedWith is { } shared ? [.. shared] : null,
        AllowedGrantTypes = AllowedGrantTypes is { } grants ? [.. grants.Order(StringComparer.Ordinal)] : null,
        PkceRequired = PkceRequired,
        AllowsSeveralRefreshTokens = AllowsSeveralRefreshTokens,
        MachineGroups = [.. MachineGroups],
        MachineClaims = MachineClaims.ToImmutableSortedDictionary(StringComparer.Ordinal),
        TokenLifetime = TokenLifetime,
    };
}
