using Dex.Domain.Protocol;
using Dex.Domain.Trials;

namespace Dex.Web.Components.Clients;

/// <summary>The addresses that a sign-in on trial goes by.</summary>
public static class TrialAddress
{
    /// <summary>Relative to the console.</summary>
    public const string CallbackPath = "/try/callback";

    /// <summary>Where the browser comes back to, relative to the host.</summary>
    /// <param name="consolePath">Such as <c>/console</c>.</param>
    public static string Callback(string consolePath) => consolePath + CallbackPath;

    /// <summary>The authorization request that the client would make.</summary>
    public static string SignIn(Issuer issuer, TrialSignIn signIn, IEnumerable<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(signIn);
        (string Name, string Value)[] parameters =
        [
            (ParameterNames.ClientId, signIn.ClientId),
            (ParameterNames.CodeChallenge, signIn.Challenge),
            (ParameterNames.CodeChallengeMethod, "S256"),
            (ParameterNames.Nonce, signIn.Nonce),
            (ParameterNames.RedirectUri, signIn.RedirectUri),
            (ParameterNames.ResponseType, ResponseTypes.Code),
            (ParameterNames.Scope, string.Join(' ', scopes)),
            (ParameterNames.State, signIn.State),
        ];
        return $"{issuer.Endpoint("/auth")}?{string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))}";
    }
}
