using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Keys;

namespace Dex.Domain.Tokens;

/// <summary>Whether a token that verifies was taken back before its time. Asked by those who answer for tokens, never on the way to one.</summary>
public sealed class TokenStanding(IRevokedTokens revoked)
{
    /// <summary>True also for a token without an id, which we never sign and could not take back.</summary>
    public async ValueTask<bool> IsRevokedAsync(VerifiedToken token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(token);
        using var claims = JsonDocument.Parse(token.Payload);
        return !claims.RootElement.TryGetProperty(ClaimNames.TokenId, out var id)
            || id.ValueKind != JsonValueKind.String
            || await revoked.IsRevokedAsync(id.GetString()!, ct);
    }
}
