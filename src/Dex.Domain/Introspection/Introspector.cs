using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Tokens;

namespace Dex.Domain.Introspection;

/// <summary>
/// Says whether a token is alive (RFC 7662). Whoever may ask, may ask about any token. Access tokens are signed and not stored, so what
/// is active is what verifies, was not taken back, and belongs to a client that still exists and is enabled.
/// </summary>
public sealed class Introspector(ITokenVerifier verifier, IClientDirectory clients, TokenStanding standing)
{
    /// <summary>Null: inactive, for whatever reason.</summary>
    public async ValueTask<ActiveToken?> FindAsync(string token, CancellationToken ct)
    {
        if (await verifier.VerifyAsync(token, ct) is not { Type: TokenPurpose.Bearer } verified || await standing.IsRevokedAsync(verified, ct))
        {
            return null;
        }

        var claims = JsonDocument.Parse(verified.Payload).RootElement;
        var clientId = ClientOf(claims);
        return clientId is not null && await clients.FindAsync(clientId, ct) is { Enabled: true } ? new ActiveToken(clientId, claims) : null;
    }

    /// <summary>One audience: that; several: the authorized party; none: nobody.</summary>
    private static string? ClientOf(JsonElement claims)
    {
        if (!claims.TryGetProperty(ClaimNames.Audience, out var audience))
        {
            return null;
        }

        return audience.ValueKind switch
        {
            JsonValueKind.String => audience.GetString(),
            JsonValueKind.Array when audience.GetArrayLength() == 1 => audience[0].GetString(),
            JsonValueKind.Array when claims.TryGetProperty(ClaimNames.AuthorizedParty, out var party) => party.GetString(),
            _ => null,
        };
    }
}

/// <summary>A token that is alive.</summary>
/// <param name="Claims">Its payload.</param>
public sealed record ActiveToken(string ClientId, JsonElement Claims);
