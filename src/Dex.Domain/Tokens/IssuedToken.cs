namespace Dex.Domain.Tokens;

/// <summary>A token of ours, as much of it as taking it back needs.</summary>
/// <param name="Id">Its <c>jti</c>.</param>
/// <param name="ExpiresAt">From then on it is worthless anyway.</param>
public sealed record IssuedToken(string Id, DateTimeOffset ExpiresAt);
