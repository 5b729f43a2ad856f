using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>The part of the catalogue that belongs to token exchange (protocol 5.8, RFC 8693 section 2.2.2).</summary>
public static class ExchangeRules
{
    public static RefusalRule SubjectTypeUnsupported { get; } = new("exchange.subject_type_unsupported", ErrorCodes.RequestNotSupported, 400,
        "The subject_token_type is neither that of ID tokens nor that of access tokens.");
    public static RefusalRule SubjectMissing { get; } =
        new("exchange.subject_missing", ErrorCodes.InvalidRequest, 400, "The parameter subject_token is missing.");
    public static RefusalRule ConnectorMissing { get; } =
        new("exchange.connector_missing", ErrorCodes.InvalidRequest, 400, "The parameter connector_id is missing.");
    public static RefusalRule ConnectorKind { get; } = new("exchange.connector_kind", ErrorCodes.InvalidRequest, 400,
        "The connector cannot say whom a token is about.", "Name a connector of type oidc.");
    public static RefusalRule RequestedTypeUnsupported { get; } = new("exchange.requested_type_unsupported", ErrorCodes.RequestNotSupported, 400,
        "The requested_token_type is neither that of ID tokens nor that of access tokens.");
    public static RefusalRule SubjectRefused { get; } = new("exchange.subject_refused", ErrorCodes.AccessDenied, 401,
        "The connector does not take the subject token for one of its provider, or could not ask.", "The log has the cause.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } =
        [SubjectTypeUnsupported, SubjectMissing, ConnectorMissing, ConnectorKind, RequestedTypeUnsupported, SubjectRefused];
}
