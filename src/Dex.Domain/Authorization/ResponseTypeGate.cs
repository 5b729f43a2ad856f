using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Authorization;

/// <summary>
/// Which answers the authorization endpoint gives, asked when a request comes and again when it is answered: the response types of the
/// file, the grants of the server, the grants of the client. The console gets its code whatever they say.
/// </summary>
public static class ResponseTypeGate
{
    private static readonly string[] Known = [ResponseTypes.Code, ResponseTypes.IdToken, ResponseTypes.Token];

    // Every combination that can be an answer, in byte order. A token alone is none of OpenID Connect.
    private static readonly string[] Combinations = ["code", "code id_token", "code id_token token", "code token", "id_token", "id_token token"];

    /// <summary>The response types that some client can get an answer to, in byte order: what discovery lists. Empty: nobody can.</summary>
    public static IReadOnlyList<string> Served(ServerPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. Combinations.Where(combination => IsServed(Words(combination), policy))];
    }

    /// <summary>V13 to V15, and then what the client may: null when the words pass.</summary>
    public static OAuthError? WhyRefused(IReadOnlyList<string> words, Client client, ServerPolicy policy)
    {
        foreach (var word in words)
        {
            if (!Known.Contains(word, StringComparer.Ordinal))
            {
                return new OAuthError(AuthorizationRules.ResponseTypeUnknown, "The response_type is unknown.", string.Join(' ', Known), word);
            }

            if (!(ConsoleClient.Is(client) ? word == ResponseTypes.Code : IsServed(word, policy)))
            {
                return NotServed(word);
            }
        }

        var asked = words.Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count > 0 && !ConsoleClient.Is(client) && !IsCombined(asked, policy))
        {
            return NotServed(string.Join(' ', words));
        }

        return asked switch
        {
            [] => new OAuthError(AuthorizationRules.ResponseTypeMissing, "The parameter response_type is missing.", "response_type=code"),
            [ResponseTypes.Token] => new OAuthError(AuthorizationRules.ResponseTypeTokenAlone,
                "The response_type token needs id_token or code beside it.", "id_token token", ResponseTypes.Token),
            _ => WhyRefusedByClient(asked, client),
        };
    }

    /// <summary>The words in the order in which they are kept, each once.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> words) => Known.Where(words.Contains);

    private static OAuthError? WhyRefusedByClient(List<string> asked, Client client) =>
        asked.Select(GrantOf).FirstOrDefault(grant => !client.AllowsGrant(grant)) is { } missing
            ? new OAuthError(AuthorizationRules.ResponseTypeDisabledByClient, "The client may not use this response type.",
                client.AllowedGrantTypes is { IsEmpty: false } allowed ? string.Join(' ', allowed) : "no grant at all", missing) { GrantType = missing }
            : null;

    private static bool IsServed(string[] words, ServerPolicy policy) => words.All(word => IsServed(word, policy)) && IsCombined(words, policy);

    private static bool IsServed(string word, ServerPolicy policy) =>
        policy.File.ResponseTypes.Any(entry => Words(entry).Contains(word)) && (word == ResponseTypes.Code
            ? policy.Serves(GrantTypes.AuthorizationCode)
            : policy.Capabilities.GrantTypes.Contains(GrantTypes.Implicit) && policy.GrantTypes.Value.Contains(GrantTypes.Implicit, StringComparer.Ordinal));

    // F-7: the set of words is an entry, or every word is one.
    private static bool IsCombined(IReadOnlyCollection<string> asked, ServerPolicy policy) =>
        policy.File.ResponseTypes.Any(entry => Words(entry).ToHashSet(StringComparer.Ordinal).SetEquals(asked))
        || asked.All(word => policy.File.ResponseTypes.Any(entry => Words(entry) is [var only] && only == word));

    private static string[] Words(string entry) => entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string GrantOf(string word) => word == ResponseTypes.Code ? GrantTypes.AuthorizationCode : GrantTypes.Implicit;

    private static OAuthError NotServed(string received) =>
        new(AuthorizationRules.ResponseTypeDisabledByServer, "The server does not serve this response type.", received: received)
        {
            GrantType = GrantOf(received == ResponseTypes.Code ? received : ResponseTypes.Token),
        };
}
