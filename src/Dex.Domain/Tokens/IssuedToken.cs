namespace Dex.Domain.Tokens;

/// <summary>A token of ours, as much of it as taking it back needs.</summary>
/// <param name="Id">Its <c>jti</c>.</param>
/// <param name="ExpiresAt">From then on it is worthless anyway.</param>
public sealed record IssuedToken(string Id, DateTimeOffset ExpiresAt);

/// <summary>The tokens that a code is about to be redeemed for.</summary>
public sealed record ReservedTokens(IssuedToken AccessToken, IssuedToken IdToken);
