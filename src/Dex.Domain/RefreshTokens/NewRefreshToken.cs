using System.Collections.Immutable;
using Dex.Domain.Tokens;

namespace Dex.Domain.RefreshTokens;

/// <summary>A refresh token about to be issued, and what is kept in the same act.</summary>
/// <param name="Token">The family at its beginning, with the data of the connector.</param>
/// <param name="Text">What the client gets. Never kept or logged.</param>
/// <param name="Replaces">True where one per person, connector and client is the rule: the one before ends in the same act.</param>
/// <param name="Tokens">The tokens that are issued beside it; they are taken back when the family is.</param>
public sealed record NewRefreshToken(RefreshToken Token, string Text, bool Replaces, ImmutableArray<IssuedToken> Tokens)
{
    public override string ToString() => $"{nameof(NewRefreshToken)} {{ {Token.Id} }}";
}
