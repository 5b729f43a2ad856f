using System.Collections.Immutable;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;
using Dex.Domain.Trials;

namespace Dex.Domain.RefreshTokens;

/// <summary>What a grant knows of a sign-in that a refresh token may keep alive.</summary>
public sealed record OfflineRequest(Client Client, PersonClaims Person, ImmutableArray<string> Scopes, string GrantType)
{
    /// <summary>Null when the connector keeps nothing.</summary>
    public string? ConnectorData { get; init; }

    /// <summary>Empty when the request had none.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>Null when nobody knows.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>Set for a trial: its refresh token stands beside the person's own and dies with it.</summary>
    public Trial? Trial { get; init; }
}

/// <summary>
/// Whether a refresh token is issued (protocol 5.4.1), and its beginning. Where one is not, the answer goes without; that is never an error.
/// </summary>
public sealed class RefreshTokenIssuance(IServerPolicySource policies, TimeProvider clock)
{
    /// <param name="connector">The opened connector of the sign-in; null when it does not open.</param>
    /// <param name="reserved">The tokens that are issued beside it.</param>
    /// <returns>Null when none is issued.</returns>
    public NewRefreshToken? Prepare(OfflineRequest request, IConnector? connector, ReservedTokens reserved)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reserved);
        var policy = policies.Current;
        if (!request.Scopes.Contains(KnownScopes.OfflineAccess)
            || !policy.Serves(GrantTypes.RefreshToken)
            || !request.Client.AllowsGrant(GrantTypes.RefreshToken)
            || connector is not IRefreshConnector
            || !connector.Description.AllowsGrant(GrantTypes.RefreshToken))
        {
            return null;
        }

        var key = RefreshTokenValue.NewKey();
        var value = RefreshTokenValue.New(key);
        var now = clock.GetUtcNow();
        var token = new RefreshToken
        {
            Id = RandomId.New(),
            ClientId = request.Client.Id,
            ConnectorId = connector.Description.Id,
            Person = request.Person,
            Scopes = request.Scopes,
            Nonce = request.Nonce,
            AuthTime = request.AuthTime,
            GrantType = request.GrantType,
            FamilyKey = key,
            ValueHash = RefreshTokenValue.HashOf(value),
            CurrentValue = policy.File.RefreshTokens.ReuseInterval > TimeSpan.Zero ? value : null,
            EndsAt = request.Trial is null ? null : now + TrialSignIns.Lifetime,
            CreatedAt = now,
            LastUsedAt = now,
            ConnectorData = request.ConnectorData,
        };
        var replaces = request.Trial is null && !request.Client.AllowsSeveralRefreshTokens;
        return new NewRefreshToken(token, new RefreshTokenText(token.Id, value).Encode(), replaces, [reserved.AccessToken, reserved.IdToken]);
    }
}
