using Dex.Domain.Scopes;

namespace Dex.Domain.Claims;

/// <summary>Whom a token is for: the peers of the audience scopes in order, and the requesting client itself.</summary>
/// <param name="Values">Never empty; each once.</param>
/// <param name="AuthorizedParty">The requesting client when there is more than one value; null otherwise (OpenID Connect Core section 2, <c>azp</c>).</param>
public sealed record Audience(IReadOnlyList<string> Values, string? AuthorizedParty)
{
    public static Audience Of(string clientId, IReadOnlyList<string> scopes)
    {
        List<string>? values = null;
        foreach (var scope in scopes)
        {
            if (CrossClientScope.Peer(scope) is { } peer && values?.Contains(peer) != true)
            {
                (values ??= []).Add(peer);
            }
        }

        if (values is null)
        {
            return new Audience([clientId], null);
        }

        if (!values.Contains(clientId))
        {
            values.Add(clientId);
        }

        return new Audience(values, values.Count > 1 ? clientId : null);
    }
}
