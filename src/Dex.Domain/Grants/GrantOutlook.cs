using System.Collections.Immutable;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Domain.Grants;

/// <summary>What a grant would be to one client: what it needs, whether that is there, and what it would open.</summary>
/// <param name="GrantType">The <c>grant_type</c> on the wire.</param>
/// <param name="Opens">What somebody who has the client in hand could do, in a sentence.</param>
/// <param name="Needs">Beside the client's own leave, in the order in which a request meets them.</param>
public sealed record GrantOutlook(string GrantType, string Opens, ImmutableArray<GrantNeed> Needs)
{
    /// <summary>True when nothing but the client's own list stands in the way.</summary>
    public bool IsReady => Needs.All(need => need.IsMet);

    /// <param name="connectors">All that the server offers to applications.</param>
    public static GrantOutlook Of(
        string grantType, Client client, ServerPolicy policy, IReadOnlyList<ConnectorDescription> connectors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(policy);
        return new GrantOutlook(grantType, OpensOf(grantType, policy), [Served(grantType, policy), .. NeedsOf(grantType, client, policy, connectors, now)]);
    }

    private static string OpensOf(string grantType, ServerPolicy policy) => grantType switch
    {
        GrantTypes.AuthorizationCode => "People sign in at /auth and the application gets tokens about them. Each may be asked for consent.",
        GrantTypes.RefreshToken => "With offline_access in a sign-in it stays signed in while the person is away, until the token is ended or expires.",
        GrantTypes.ClientCredentials => "Whoever has its secret gets tokens in its own name, at any time, with nobody present.",
        GrantTypes.DeviceCode => "A device shows a code; whoever types it elsewhere and signs in gives the device tokens about themselves.",
        GrantTypes.TokenExchange => "Whoever has a token of an upstream provider, and this client, gets a token of ours about the same person.",
        GrantTypes.Password => $"The application sees people’s passwords of {ConnectorName(policy)}, past consent and second factors. RFC 9700 advises against it.",
        GrantTypes.Implicit => "Tokens come back in the address bar, where histories and scripts can read them. RFC 9700 advises against it.",
        _ => "This server does not know it.",
    };

    private static GrantNeed Served(string grantType, ServerPolicy policy) => policy.Serves(grantType)
        ? new GrantNeed("The server serves it.", true, GrantRemedy.None)
        : new GrantNeed(
            ServerCapabilities.WhyUnavailable(grantType, policy.File) ?? "The server has it switched off.", false,
            ServerCapabilities.WhyUnavailable(grantType, policy.File) is null ? GrantRemedy.GrantTypes : GrantRemedy.File);

    private static IEnumerable<GrantNeed> NeedsOf(
        string grantType, Client client, ServerPolicy policy, IReadOnlyList<ConnectorDescription> connectors, DateTimeOffset now)
    {
        if (!client.IsPublic || !client.Secrets.IsEmpty)
        {
            yield return client.Live(now).Any()
                ? new GrantNeed("A live secret: there is one.", true, GrantRemedy.None)
                : new GrantNeed("A live secret: there is none.", false, GrantRemedy.Credentials);
        }

        if (grantType is GrantTypes.AuthorizationCode or GrantTypes.Implicit)
        {
            yield return RedirectOf(client);
        }

        switch (grantType)
        {
            case GrantTypes.ClientCredentials:
                yield return client.IsPublic
                    ? new GrantNeed("A confidential client: this one is public, so it is refused.", false, GrantRemedy.None)
                    : new GrantNeed("A confidential client: it is one.", true, GrantRemedy.None);
                yield break;
            case GrantTypes.RefreshToken:
                yield return SignInOf(client, policy);
                break;
            case GrantTypes.Password when policy.File.PasswordConnector.Length > 0:
                yield return ConnectorOf(grantType, client, [.. connectors.Where(connector => connector.Id == policy.File.PasswordConnector)]);
                yield break;
            case GrantTypes.Password:
                yield break;
        }

        yield return ConnectorOf(grantType, client, connectors);
    }

    private static GrantNeed RedirectOf(Client client) => (client.RedirectUris.Length, client.IsPublic) switch
    {
        (0, true) => new GrantNeed("A redirect URI: none is registered, so any loopback address is taken.", true, GrantRemedy.None),
        (0, false) => new GrantNeed("A redirect URI: none is registered.", false, GrantRemedy.Redirects),
        (1, _) => new GrantNeed("A redirect URI: one is registered.", true, GrantRemedy.None),
        var (count, _) => new GrantNeed($"A redirect URI: {count} are registered.", true, GrantRemedy.None),
    };

    private static GrantNeed SignInOf(Client client, ServerPolicy policy)
    {
        string[] signIns = [GrantTypes.AuthorizationCode, GrantTypes.DeviceCode, GrantTypes.Password];
        var usable = signIns.Where(grant => policy.Serves(grant) && client.AllowsGrant(grant)).ToList();
        return usable.Count > 0
            ? new GrantNeed($"A grant that begins it: {string.Join(", ", usable.Select(GrantTypes.ShortName))}.", true, GrantRemedy.None)
            : new GrantNeed("A grant that begins it: authorization_code, device_code or password, and none is allowed and served.", false, GrantRemedy.Grants);
    }

    private static GrantNeed ConnectorOf(string grantType, Client client, IReadOnlyList<ConnectorDescription> connectors)
    {
        var usable = connectors
            .Where(connector => connector.AllowsGrant(grantType))
            .Where(connector => client.AllowedConnectors.IsEmpty || client.AllowedConnectors.Contains(connector.Id, StringComparer.Ordinal))
            .Select(connector => connector.Id)
            .ToList();
        return usable.Count > 0
            ? new GrantNeed($"A connector that serves it: {string.Join(", ", usable)}.", true, GrantRemedy.None)
            : new GrantNeed("A connector that serves it: none that the client allows does.", false, GrantRemedy.File);
    }

    private static string ConnectorName(ServerPolicy policy) => policy.File.PasswordConnector.Length > 0 ? policy.File.PasswordConnector : "a connector";
}

/// <summary>One thing that a grant needs.</summary>
/// <param name="Text">What, and how it stands, in a sentence.</param>
/// <param name="Remedy">Where it can be had.</param>
public sealed record GrantNeed(string Text, bool IsMet, GrantRemedy Remedy);

/// <summary>Where a need can be met.</summary>
public enum GrantRemedy
{
    /// <summary>Nothing is to be done, or nothing can be.</summary>
    None,

    /// <summary>The server's grant types.</summary>
    GrantTypes,

    /// <summary>The client's own grants.</summary>
    Grants,

    /// <summary>The client's secrets.</summary>
    Credentials,

    /// <summary>The client's redirect URIs.</summary>
    Redirects,

    /// <summary>The configuration file.</summary>
    File,
}
