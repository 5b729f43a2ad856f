using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>
/// Which parameters a record of a refusal may show. What is in neither list is not even named: a name is what the caller made it, and
/// a secret pasted as a bare body would become one.
/// </summary>
public static class HarmlessParameters
{
    private static readonly string[] Shown =
    [
        ParameterNames.GrantType, ParameterNames.ClientId, ParameterNames.ResponseType, ParameterNames.ResponseMode, ParameterNames.Scope,
        ParameterNames.RedirectUri, ParameterNames.ConnectorId, ParameterNames.CodeChallengeMethod, ParameterNames.Prompt, ParameterNames.MaxAge,
        ParameterNames.ApprovalPrompt, ParameterNames.TokenTypeHint, "audience", "resource", "requested_token_type", "subject_token_type",
        "actor_token_type",
    ];

    private static readonly string[] Withheld =
    [
        ParameterNames.ClientSecret, ParameterNames.Code, ParameterNames.CodeVerifier, ParameterNames.CodeChallenge, ParameterNames.Nonce,
        ParameterNames.State, ParameterNames.Token, ParameterNames.IdTokenHint, ParameterNames.LoginHint, ParameterNames.Request,
        ParameterNames.RequestUri, ParameterNames.RequestId, ParameterNames.Proof, ParameterNames.Login, ParameterNames.Password,
        ParameterNames.Approval, "refresh_token", "device_code", "user_code", "username", "subject_token", "actor_token", "assertion",
        "client_assertion",
    ];

    public static IEnumerable<SentParameter> Of(FormParameters sent)
    {
        foreach (var name in Shown)
        {
            if (sent[name] is { } value)
            {
                yield return new SentParameter(name, RefusalText.Clip(name == ParameterNames.RedirectUri ? AddressOf(value) : value), value.Length);
            }
        }

        foreach (var name in Withheld)
        {
            if (sent[name] is { } value)
            {
                yield return new SentParameter(name, null, value.Length);
            }
        }
    }

    /// <summary>An address without what may hold a secret: user, query and fragment.</summary>
    public static string AddressOf(string uri)
    {
        var address = uri.Split('?', '#')[0];
        var authority = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var at = authority > 2 ? address.IndexOf('@', authority) : -1;
        var path = authority > 2 ? address.IndexOf('/', authority) : -1;
        return at > 0 && (path < 0 || at < path) ? address[..authority] + address[(at + 1)..] : address;
    }
}
