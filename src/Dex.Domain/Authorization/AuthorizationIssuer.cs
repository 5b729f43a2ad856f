using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Tokens;

namespace Dex.Domain.Authorization;

/// <summary>
/// Answers an authorization request (protocol 4.12). Everything is signed first; then the request ends and its code begins in one act of
/// the database, which is what makes the answer single: who comes second has nothing to send.
/// </summary>
public sealed class AuthorizationIssuer(
    IAuthorizationRequestStore requests, PersonTokenIssuer tokens, IServerPolicySource policies, TimeProvider clock)
{
    public async Task<FlowOutcome> IssueAsync(AuthorizationRequest request, Client client, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(client);
        var code = request.Asks(ResponseTypes.Code) ? RandomId.New() : "";
        var signed = await tokens.IssueAsync(IssuanceOf(request, client, code), ct);
        if (signed.Failed)
        {
            return StepFailure.Told(request, policies.Current.Issuer, signed.Error);
        }

        if (!await requests.EndAsync(request.Id, request.ProofKey, code.Length > 0 ? Remember(request, code) : null, ct))
        {
            return StepFailure.Gone(request.Id);
        }

        return request.RedirectUri == RedirectUriRules.OutOfBand
            ? new CodeShown(code)
            : new Answered(
                AuthorizationResponse.Of(Delivery.Of(request), policies.Current.Issuer, MembersOf(signed.Value, code)),
                signed.Value is { AccessToken: null, IdToken: null } ? null : client);
    }

    private static PersonIssuance IssuanceOf(AuthorizationRequest request, Client client, string code) =>
        new(client, request.Person!, request.ConnectorId, request.Scopes)
        {
            Nonce = request.Nonce,
            AuthTime = request.AuthTime,
            Code = code,
            AccessToken = request.Asks(ResponseTypes.Token),
            IdToken = request.Asks(ResponseTypes.IdToken),
        };

    private static IEnumerable<(string Name, string Value)> MembersOf(PersonTokens signed, string code)
    {
        if (code.Length > 0)
        {
            yield return (ParameterNames.Code, code);
        }

        if (signed.IdToken is { } idToken)
        {
            yield return ("id_token", idToken);
        }

        if (signed.AccessToken is not { } accessToken)
        {
            yield break;
        }

        yield return ("access_token", accessToken);
        yield return ("token_type", "bearer");
        if (code.Length == 0)
        {
            yield return ("expires_in", ((long)signed.Lifetime.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private AuthorizationCode Remember(AuthorizationRequest request, string code) => new()
    {
        Hash = AuthorizationCode.HashOf(code),
        ClientId = request.ClientId,
        RedirectUri = request.RedirectUri,
        Nonce = request.Nonce,
        Scopes = request.Scopes,
        Person = request.Person!,
        ConnectorId = request.ConnectorId,
        ConnectorData = request.ConnectorData,
        UserCode = request.UserCode,
        CodeChallenge = request.CodeChallenge,
        CodeChallengeMethod = request.CodeChallengeMethod,
        AuthTime = request.AuthTime!.Value,
        ExpiresAt = clock.GetUtcNow() + AuthorizationCode.Lifetime,
    };
}
