using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Grants;

/// <summary>What a token exchange brings (RFC 8693 section 2.1) and dex's <c>connector_id</c>. Never logged: it holds a token.</summary>
public sealed record ExchangeRequest
{
    private const string EitherType = "the token type of ID tokens or of access tokens";

    private ExchangeRequest(FormParameters form)
    {
        ConnectorId = form.Text(ParameterNames.ConnectorId);
        SubjectToken = form.Text(ParameterNames.SubjectToken);
        SubjectTokenType = form.Text(ParameterNames.SubjectTokenType);
        RequestedTokenType = form.Text(ParameterNames.RequestedTokenType) is { Length: > 0 } type ? type : TokenTypes.AccessToken;
    }

    public string ConnectorId { get; }

    public string SubjectToken { get; }

    public string SubjectTokenType { get; }

    /// <summary>An access token unless the request says something else.</summary>
    public string RequestedTokenType { get; }

    public static ExchangeRequest Of(FormParameters form) => new(form);

    /// <summary>Null when the upstream can be asked. What is asked for comes before the upstream is (F-32).</summary>
    /// <param name="connector">Opened; null when the request names none.</param>
    public OAuthError? WhyRefused(IConnector? connector)
    {
        if (!TokenTypes.Exchangeable.Contains(SubjectTokenType))
        {
            return new OAuthError(ExchangeRules.SubjectTypeUnsupported, "The subject_token_type is not supported.", EitherType, SubjectTokenType);
        }

        if (SubjectToken.Length == 0)
        {
            return new OAuthError(ExchangeRules.SubjectMissing, "The parameter subject_token is missing.", ParameterNames.SubjectToken);
        }

        if (connector is not ITokenIdentityConnector)
        {
            return connector is null
                ? new OAuthError(ExchangeRules.ConnectorMissing, "The parameter connector_id is missing.", ParameterNames.ConnectorId)
                : new OAuthError(ExchangeRules.ConnectorKind, "The connector is not available for this request.", "a connector that exchanges tokens",
                    ConnectorId);
        }

        return TokenTypes.Exchangeable.Contains(RequestedTokenType)
            ? null
            : new OAuthError(ExchangeRules.RequestedTypeUnsupported, "The requested_token_type is not supported.", EitherType, RequestedTokenType);
    }

    public override string ToString() => nameof(ExchangeRequest);
}
