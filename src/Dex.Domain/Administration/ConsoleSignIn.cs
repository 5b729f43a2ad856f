using System.Buffers.Text;
using System.Security.Cryptography;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;

namespace Dex.Domain.Administration;

/// <summary>
/// The console as a relying party of this very provider: it sends people through the authorization endpoint like any application, with a
/// state of its own, PKCE and a check of the issuer (RFC 9700 section 4), and redeems its code in process, so that it needs no secret.
/// </summary>
public sealed class ConsoleSignIn(CodeRedemption redemption, ConsoleAdmission admission, ConsolePlace place, IServerPolicySource policies)
{
    private const string Scopes = $"{KnownScopes.OpenId} {KnownScopes.Email} {KnownScopes.Profile} {KnownScopes.Groups}";

    private string RedirectUri => ConsoleClient.RedirectUri(place.Path ?? throw new InvalidOperationException("There is no console."));

    /// <param name="returnTo">The page of the console to open afterwards, already judged.</param>
    public static ConsoleFlow Begin(string returnTo) => new(RandomId.New(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), returnTo);

    /// <summary>Where the browser goes, relative to the host, so that it stays at the name by which it came.</summary>
    public string AddressOf(ConsoleFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        (string Name, string Value)[] parameters =
        [
            (ParameterNames.ClientId, ConsoleClient.Id),
            (ParameterNames.RedirectUri, RedirectUri),
            (ParameterNames.ResponseType, ResponseTypes.Code),
            (ParameterNames.Scope, Scopes),
            (ParameterNames.State, flow.State),
            (ParameterNames.CodeChallenge, ProofKey.ChallengeOf(flow.Verifier)),
            (ParameterNames.CodeChallengeMethod, PkcePolicy.S256),
        ];
        return $"{policies.Current.Issuer.Path}/auth?{FormEncoding.Encode(parameters.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))}";
    }

    /// <param name="flow">What this browser began; null when it shows nothing that it began.</param>
    /// <param name="answer">The query of the callback.</param>
    /// <param name="address">The client address; empty when unknown.</param>
    public async Task<Result<Administrator>> FinishAsync(ConsoleFlow? flow, FormParameters answer, string address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (flow is null || !ConstantTime.AreEqual(flow.State, answer.Text(ParameterNames.State)) || answer.Text("iss") != policies.Current.Issuer.Value)
        {
            return new OAuthError(RefusalRules.LoginFlowLost, expected: "the state of a sign-in that this browser began, and our issuer");
        }

        if (answer.Text("error") is { Length: > 0 } error)
        {
            return new OAuthError(RefusalRules.LoginUnfinished, received: error);
        }

        var presentation = new CodePresentation(answer.Text(ParameterNames.Code), ConsoleClient.Id, RedirectUri, flow.Verifier);
        var code = await redemption.RedeemAsync(presentation, [], ct);
        return code.Failed ? code.Error : await admission.AdmitAsync(code.Value.ConnectorId, code.Value.Person, address, ct);
    }
}

/// <summary>A sign-in to the console under way, as the browser that began it keeps it. Never logged.</summary>
/// <param name="State">Ties the answer to this browser.</param>
/// <param name="Verifier">The <c>code_verifier</c> (RFC 7636 section 4.1).</param>
/// <param name="ReturnTo">The page to open afterwards, relative to the console.</param>
public sealed record ConsoleFlow(string State, string Verifier, string ReturnTo)
{
    public override string ToString() => nameof(ConsoleFlow);
}
