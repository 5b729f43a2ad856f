using System.Text.Json;
using Dex.Domain.Keys;
using Dex.Domain.Tokens;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Signs nothing: the token is the payload as JSON, so that a test reads what the issuer meant.</summary>
internal sealed class PlainSigner : ISigner
{
    public string Algorithm { get; init; } = "RS256";

    /// <summary>Throws instead of signing.</summary>
    public bool IsBroken { get; init; }

    public string Sign(TokenClaims claims) =>
        IsBroken ? throw new SigningException("The key is gone.") : JsonSerializer.Serialize(claims.Values);
}
