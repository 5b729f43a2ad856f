using Dex.Domain.Claims;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Tokens;

/// <summary>The addresses of the pages about sessions and tokens, relative to the console's path.</summary>
public static class TokenAddress
{
    public const string RefreshTokens = "tokens";
    public const string Devices = "tokens/devices";

    /// <summary>The refresh tokens of one person.</summary>
    public static string OfPerson(string connectorId, string userId) =>
        Paging.Address(RefreshTokens, [("person", Subject.Encode(userId, connectorId))]);

    /// <summary>The refresh tokens of one client.</summary>
    public static string OfClient(string clientId) => Paging.Address(RefreshTokens, [("client", clientId)]);
}
