using System.Globalization;
using Dex.Domain.Protocol;

namespace Dex.Domain.Authorization;

/// <summary>The addresses of the steps, relative to the host, so that the browser stays at the name by which it came.</summary>
public static class StepAddress
{
    /// <summary>Back to <c>/auth</c>, which decides what is next. Steps lead nowhere else.</summary>
    public static string Dispatcher(Issuer issuer, AuthorizationRequest request, string step) => Proven(issuer.Path + "/auth", request, step);

    public static string Approval(Issuer issuer, AuthorizationRequest request) => Proven(issuer.Path + "/approval", request, StepProof.Approval);

    /// <param name="query">Without the question mark; may be empty.</param>
    public static string Connector(Issuer issuer, string connectorId, string query) =>
        $"{issuer.Path}/auth/{Uri.EscapeDataString(connectorId)}{(query.Length > 0 ? "?" + query : "")}";

    /// <param name="back">Where the other ways to sign in are; empty hides the link.</param>
    public static string Password(Issuer issuer, string connectorId, string requestId, string back) =>
        $"{issuer.Path}/auth/{Uri.EscapeDataString(connectorId)}/login?"
        + FormEncoding.Encode([KeyValuePair.Create("state", requestId), KeyValuePair.Create("back", back)]);

    /// <summary>The same request from its beginning, for a person who wants to sign in as somebody else.</summary>
    public static string Again(Issuer issuer, AuthorizationRequest request)
    {
        (string Name, string Value)[] parameters =
        [
            (ParameterNames.ClientId, request.ClientId),
            (ParameterNames.RedirectUri, request.RedirectUri),
            (ParameterNames.ResponseType, string.Join(' ', request.ResponseTypes)),
            (ParameterNames.ResponseMode, request.ResponseMode switch
            {
                ResponseMode.FormPost => "form_post",
                ResponseMode.Fragment => "fragment",
                _ => "",
            }),
            (ParameterNames.Scope, string.Join(' ', request.Scopes)),
            (ParameterNames.State, request.State),
            (ParameterNames.Nonce, request.Nonce),
            (ParameterNames.CodeChallenge, request.CodeChallenge),
            (ParameterNames.CodeChallengeMethod, request.CodeChallenge.Length > 0 ? request.CodeChallengeMethod : ""),
            (ParameterNames.MaxAge, request.MaxAge is { } age ? age.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) : ""),
            (ParameterNames.Prompt, request.ForcesConsent ? $"{PromptReader.Consent} {PromptReader.SelectAccount}" : PromptReader.SelectAccount),
        ];
        return $"{issuer.Path}/auth?"
            + FormEncoding.Encode(parameters.Where(pair => pair.Value.Length > 0).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }

    /// <summary>The back link when it is a rooted path of this host, else empty: a link that leaves the host would lend it our name.</summary>
    public static string Acceptable(string back) =>
        back is ['/', not ('/' or '\\'), ..] && !back.Contains('\\', StringComparison.Ordinal) && !back.Any(char.IsControl)
        && Uri.TryCreate(back, UriKind.Relative, out _)
            ? back
            : "";

    private static string Proven(string path, AuthorizationRequest request, string step) =>
        $"{path}?hmac={StepProof.Of(request.ProofKey, request.Id, step)}&req={request.Id}";
}
