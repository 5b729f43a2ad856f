using System.Collections.Immutable;
using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Domain.Authorization;

/// <summary>Whether a person has to be asked before a client gets what it wants (protocol 4.11.1).</summary>
public static class ConsentRule
{
    /// <param name="identity">What is remembered of the person; null when they were forgotten, and then nothing is.</param>
    public static bool IsSatisfied(AuthorizationRequest request, Client client, UserIdentity? identity, ServerPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);

        // The console gives nothing to anybody else: there is nobody whom the person would have to trust.
        return ConsoleClient.Is(client)
            || (!request.ForcesConsent && (policy.File.SkipsConsent || IsRemembered(request, client, identity, policy)));
    }

    // A device may be anybody's: what was allowed to one says nothing about the next, to which somebody may have been talked into (RFC 8628 section 5.4).
    private static bool IsRemembered(AuthorizationRequest request, Client client, UserIdentity? identity, ServerPolicy policy) =>
        !request.IsForDevice && identity?.HasConsented(client.Id, ScopesOf(request, policy)) == true;

    /// <summary>
    /// What a consent is about. Access while the person is away belongs to it only where it is given, because only there the page tells of
    /// it: what nobody was told must be asked once it is given.
    /// </summary>
    public static ImmutableArray<string> ScopesOf(AuthorizationRequest request, ServerPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Serves(GrantTypes.RefreshToken) ? request.Scopes : request.Scopes.RemoveAll(scope => scope == KnownScopes.OfflineAccess);
    }
}
