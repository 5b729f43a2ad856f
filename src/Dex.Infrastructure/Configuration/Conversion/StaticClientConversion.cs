using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration.Sections;

namespace Dex.Infrastructure.Configuration.Conversion;

/// <summary>Makes the domain's client of one that the file states.</summary>
public static class StaticClientConversion
{
    /// <summary>What the secret of a file is called beside those of the console.</summary>
    public const string SecretLabel = "file";

    /// <summary>
    /// The clients in file order, duplicates included, as a listing shows them. One whose id variable is not set is left out; one whose
    /// secret variable is not set has no secret. Secrets are kept in the form that lives in this process only.
    /// </summary>
    public static IReadOnlyList<Client> ToClients(
        DexConfiguration configuration, ConfigurationEnvironment environment, SecretVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. configuration.StaticClients
            .Where(client => IdOf(client, environment).Length > 0)
            .Select(client => ToClient(client, environment, verifier))];
    }

    internal static ClientDraft ToDraft(StaticClientConfiguration client, ConfigurationEnvironment environment) => new()
    {
        Id = IdOf(client, environment),
        Name = client.Name,
        Description = client.Description,
        Kind = KindOf(client),
        Enabled = client.Enabled,
        IsPublic = client.Public,
        LogoUrl = client.LogoUrl,
        RedirectUris = [.. client.RedirectUris],
        PostLogoutRedirectUris = [.. client.PostLogoutRedirectUris],
        BackchannelLogoutUri = client.BackchannelLogoutUri,
        RefreshTokenLifetime = LifetimeOf(client.RefreshTokenLifetime) ?? RefreshTokenLifetime.Standalone,
        TrustedPeers = [.. client.TrustedPeers],
        AllowedConnectors = [.. client.AllowedConnectors],
        MfaChain = client.MfaChain?.ToList(),
        SsoSharedWith = client.SsoSharedWith?.ToList(),
        AllowedGrantTypes = client.AllowedGrantTypes?.ToList(),
        PkceRequired = client.PkceRequired,
        AllowsSeveralRefreshTokens = client.SeveralRefreshTokens,
        MachineGroups = [.. client.ClientCredentialsClaims.Groups],
        MachineClaims = new SortedDictionary<string, string>(
            client.ClientCredentialsClaims.Extra.ToDictionary(claim => claim.Key, claim => claim.Value.GetRawText(), StringComparer.Ordinal),
            StringComparer.Ordinal),
        TokenLifetime = client.Lifetimes.IdTokens?.ToTimeSpan(),
    };

    /// <summary>Null for a value that dex does not know.</summary>
    internal static RefreshTokenLifetime? LifetimeOf(string written) => written switch
    {
        "" or "standalone" => RefreshTokenLifetime.Standalone,
        "session" => RefreshTokenLifetime.Session,
        _ => null,
    };

    /// <summary>The member of the file's record that a property of the draft was made of.</summary>
    internal static string MemberOf(string draftProperty, ClientDraft draft)
    {
        var bracket = draftProperty.IndexOf('[', StringComparison.Ordinal);
        var (name, index) = bracket < 0 ? (draftProperty, "") : (draftProperty[..bracket], draftProperty[bracket..]);
        return name switch
        {
            nameof(ClientDraft.IsPublic) => nameof(StaticClientConfiguration.Public),
            nameof(ClientDraft.AllowsSeveralRefreshTokens) => nameof(StaticClientConfiguration.SeveralRefreshTokens),
            nameof(ClientDraft.MachineGroups) => $"ClientCredentialsClaims.Groups{index}",
            nameof(ClientDraft.MachineClaims) when index.Length > 2 => $"ClientCredentialsClaims.Extra.{ClaimAt(index, draft)}",
            nameof(ClientDraft.MachineClaims) => "ClientCredentialsClaims.Extra",
            nameof(ClientDraft.TokenLifetime) => "Lifetimes.IdTokens",
            _ => draftProperty,
        };
    }

    private static string ClaimAt(string index, ClientDraft draft) =>
        draft.MachineClaims.Keys.ElementAt(int.Parse(index.AsSpan(1, index.Length - 2), CultureInfo.InvariantCulture));

    private static Client ToClient(StaticClientConfiguration client, ConfigurationEnvironment environment, SecretVerifier verifier)
    {
        var draft = ToDraft(client, environment);
        return draft.ApplyTo(new Client
        {
            Id = draft.Id,
            Name = draft.Name,
            Origin = ClientOrigin.File,
            Secrets = SecretsOf(draft.Id, client.Secret.Length > 0 ? client.Secret : environment[client.SecretEnv], verifier),
        });
    }

    private static ImmutableArray<ClientSecret> SecretsOf(string clientId, string secret, SecretVerifier verifier) =>
        secret.Length == 0
            ? []
            :
            [
                new ClientSecret
                {
                    // Of the client alone: a name made of the secret would tell whoever reads the counters how to check a guess.
                    Id = "file-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)).AsSpan(0, 8)),
                    Label = SecretLabel,
                    Hash = verifier.OfFile(secret),
                    IsWeak = SecretStrength.IsWeak(secret),
                },
            ];

    private static string IdOf(StaticClientConfiguration client, ConfigurationEnvironment environment) =>
        client.Id.Length > 0 ? client.Id : client.IdEnv.Length > 0 ? environment[client.IdEnv] : "";

    /// <summary>dex's file does not say what a client is; where it may send browsers, and which grants it lists, tell enough.</summary>
    private static ClientKind KindOf(StaticClientConfiguration client)
    {
        var isDevice = client.AllowedGrantTypes?.Contains(GrantTypes.DeviceCode, StringComparer.Ordinal) == true
            || client.RedirectUris is ["/device/callback"];
        return isDevice ? ClientKind.Device
            : client.Public ? ClientKind.NativeApp
            : client.RedirectUris.Count == 0 ? ClientKind.Machine
            : ClientKind.WebApp;
    }
}
