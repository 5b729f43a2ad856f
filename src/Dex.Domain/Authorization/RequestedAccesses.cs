using System.Collections.Immutable;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Domain.Authorization;

/// <summary>One thing that a client asks for.</summary>
/// <param name="Value">The very value that it will get; empty when there is none.</param>
public sealed record RequestedAccess(AccessKind Kind, string Value);

/// <summary>What a client can ask for, in the order in which people are told.</summary>
public enum AccessKind
{
    Name,
    Email,
    Groups,

    /// <summary>Access while the person is away.</summary>
    Offline,

    /// <summary>Which account at which connector it is.</summary>
    Account,

    /// <summary>A token that another application takes; the value is its name.</summary>
    Audience,
}

/// <summary>Puts scopes into what they mean for this person (F-21: all of them, audiences too).</summary>
public sealed class RequestedAccesses(IClientDirectory clients, IServerPolicySource policies)
{
    public async ValueTask<IReadOnlyList<RequestedAccess>> OfAsync(AuthorizationRequest request, CancellationToken ct)
    {
        var person = request.Person ?? throw new ArgumentException("Nobody has signed in.", nameof(request));
        var accesses = new List<RequestedAccess>();
        foreach (var scope in request.Scopes.Distinct(StringComparer.Ordinal))
        {
            if (CrossClientScope.Peer(scope) is { } peer)
            {
                // The own client is the audience in any case.
                if (peer != request.ClientId)
                {
                    accesses.Add(new RequestedAccess(AccessKind.Audience, (await clients.FindAsync(peer, ct))?.Name ?? peer));
                }
            }
            else if (Of(scope, person, request.ConnectorId) is { } access)
            {
                accesses.Add(access);
            }
        }

        return [.. accesses.OrderBy(access => access.Kind)];
    }

    private RequestedAccess? Of(string scope, PersonClaims person, string connectorId) => scope switch
    {
        KnownScopes.Profile => new RequestedAccess(AccessKind.Name, Joined([person.Username, person.PreferredUsername])),
        KnownScopes.Email => new RequestedAccess(AccessKind.Email, person.Email),
        KnownScopes.Groups => new RequestedAccess(AccessKind.Groups, Joined(person.Groups)),
        KnownScopes.FederatedId => new RequestedAccess(AccessKind.Account, Joined([connectorId, person.UserId])),
        KnownScopes.OfflineAccess when policies.Current.Serves(GrantTypes.RefreshToken) => new RequestedAccess(AccessKind.Offline, ""),
        _ => null,
    };

    private static string Joined(ImmutableArray<string> values) => string.Join(", ", values.Where(value => value.Length > 0).Distinct());
}
