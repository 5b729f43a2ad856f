using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;

namespace Dex.Domain.Grants;

/// <summary>
/// RFC 6749 section 6: keeps a sign-in alive without asking the person again. Nonce, subject and scopes are those of the sign-in; a request
/// may ask for fewer scopes, for itself alone, and never for more.
/// </summary>
public sealed class RefreshTokenGrant(RefreshTokenAdmission admission, ConnectorGate gate, PersonGate people, RefreshTokenRotation rotation) : Grant
{
    private const int Named = 20;

    public override string Type => GrantTypes.RefreshToken;

    public override async ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct)
    {
        var text = request.Form.Text(ParameterNames.RefreshToken);
        var admitted = await admission.AdmitAsync(text, caller.Client, ct);
        if (admitted.Failed)
        {
            return admitted.Error;
        }

        var token = admitted.Value.Token!;
        var connector = await gate.OpenAsync(caller.Client, token.ConnectorId, Type, ct);
        if (connector.Failed)
        {
            return connector.Error;
        }

        if (WhyTooWide(request.Scopes, token) is { } tooWide)
        {
            return tooWide;
        }

        if (await people.WhyRefusedAsync(token.ConnectorId, token.Person.UserId, "The refresh token cannot be used.", ct) is { } refusal)
        {
            return refusal;
        }

        IReadOnlyList<string> scopes = request.Scopes.Count > 0 ? [.. request.Scopes.Distinct(StringComparer.Ordinal)] : token.Scopes;
        return await rotation.RefreshAsync(new RefreshRequest(text, caller.Client, connector.Value, scopes) { Trial = caller.Trial }, admitted.Value, ct);
    }

    // RFC 6749 section 5.2 says invalid_scope; dex's clients know invalid_request.
    private static OAuthError? WhyTooWide(IReadOnlyList<string> scopes, RefreshToken token)
    {
        var offenders = scopes.Except(token.Scopes, StringComparer.Ordinal).ToArray();
        if (offenders.Length == 0)
        {
            return null;
        }

        var names = RefusalText.List(offenders.Take(Named).Select(RefusalText.Clip)) + (offenders.Length > Named ? $" and {offenders.Length - Named} more" : "");
        return new OAuthError(RefreshTokenRules.ScopeWidened, $"Scopes that were not granted: {names}.", string.Join(' ', token.Scopes), names);
    }
}
