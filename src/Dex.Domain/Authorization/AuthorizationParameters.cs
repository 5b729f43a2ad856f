using Dex.Domain.Protocol;
using Dex.Domain.Scopes;

namespace Dex.Domain.Authorization;

/// <summary>
/// The parameters of an authorization request, wherever they stood: those of the body precede those of the query, and of a repeated one
/// the first counts.
/// </summary>
public sealed class AuthorizationParameters
{
    private readonly List<KeyValuePair<string, string>> _pairs;

    public AuthorizationParameters(FormParameters body, FormParameters query)
        : this([.. body.Pairs, .. query.Pairs])
    {
    }

    private AuthorizationParameters(List<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    /// <summary>The words of <c>response_type</c> as sent.</summary>
    public IReadOnlyList<string> ResponseTypes => ScopeList.Parse(this[ParameterNames.ResponseType]);

    /// <summary>True when the answer would hold a token, so that it does not belong into a query.</summary>
    public bool AsksForTokens => ResponseTypes.Any(word => word is Protocol.ResponseTypes.Token or Protocol.ResponseTypes.IdToken);

    /// <summary>The first value, empty when absent.</summary>
    public string this[string name] => _pairs.Find(pair => pair.Key == name).Value ?? "";

    public AuthorizationParameters Without(string name) => new(_pairs.FindAll(pair => pair.Key != name));

    /// <summary>All of them, repeated ones too, sorted by name.</summary>
    public string ToQuery() => FormEncoding.Encode(_pairs);
}
