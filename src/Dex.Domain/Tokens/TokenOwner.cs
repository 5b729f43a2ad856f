using System.Text.Json;
using Dex.Domain.Claims;

namespace Dex.Domain.Tokens;

/// <summary>Which client a token of ours was issued to (protocol 6.4).</summary>
public static class TokenOwner
{
    /// <summary>One audience: that; several: the authorized party; none: null.</summary>
    public static string? ClientOf(JsonElement claims)
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
