namespace Dex.Domain.Tokens;

/// <summary>
/// Tokens that were taken back before they expired. Issuing never looks here; only those who answer whether a token is good do
/// (introspection and userinfo). Resource servers that check signatures alone do not hear of it.
/// </summary>
public interface IRevokedTokens
{
    /// <summary>Takes them back; those already expired or taken back stay as they are.</summary>
    Task RevokeAsync(IReadOnlyCollection<IssuedToken> tokens, CancellationToken ct);

    /// <param name="tokenId">The <c>jti</c>.</param>
    ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken ct);
}
