using System.Text.Json;
using Dex.Domain.RefreshTokens;

namespace Dex.Domain.Introspection;

/// <summary>A token that is alive, and the client that it was issued to.</summary>
public abstract record ActiveToken(string ClientId);

/// <summary>An access token, or an ID token, which has the same form.</summary>
/// <param name="Claims">Its payload.</param>
public sealed record ActiveAccessToken(string ClientId, JsonElement Claims) : ActiveToken(ClientId);

/// <summary>A refresh token that would be taken for a refresh now.</summary>
/// <param name="Issuer">Who issued it.</param>
/// <param name="ExpiresAt">When it ends however often it is used; null when never.</param>
public sealed record ActiveRefreshToken(RefreshToken Token, string Issuer, DateTimeOffset? ExpiresAt) : ActiveToken(Token.ClientId);
