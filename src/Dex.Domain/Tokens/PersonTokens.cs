using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Trials;

namespace Dex.Domain.Tokens;

/// <summary>What tokens about a person are made of.</summary>
public sealed record PersonIssuance(Client Client, PersonClaims Person, string ConnectorId, IReadOnlyList<string> Scopes)
{
    /// <summary>Empty when the client sent none.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>When the person signed in; null leaves <c>auth_time</c> out.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>The code that accompanies the ID token, or that was redeemed for it; empty: no <c>c_hash</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>Set for a trial: its tokens live a minute and are explained.</summary>
    public Trial? Trial { get; init; }

    /// <summary>Whether an access token is wanted.</summary>
    public bool AccessToken { get; init; } = true;

    /// <summary>Whether an ID token is wanted.</summary>
    public bool IdToken { get; init; } = true;

    /// <summary>The <c>jti</c> of the access token, known beforehand so that a code can note what it was redeemed for.</summary>
    public string AccessTokenId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The <c>jti</c> of the ID token.</summary>
    public string IdTokenId { get; init; } = Guid.NewGuid().ToString();
}

/// <summary>Tokens about a person, as far as they were wanted.</summary>
/// <param name="AccessToken">Null unless wanted.</param>
/// <param name="IdToken">Null unless wanted.</param>
public sealed record PersonTokens(string? AccessToken, string? IdToken, TimeSpan Lifetime);
