using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>The part of the catalogue that belongs to the gates before a connector at the token endpoint (protocol 3.4 and 5.1.3).</summary>
public static class ConnectorRules
{
    public static RefusalRule ClosedToClient { get; } = new("connector.closed_to_client", ErrorCodes.InvalidGrant, 400,
        "The client does not allow the connector.", "Allow it on the client.");
    public static RefusalRule Unusable { get; } = new("connector.unusable", ErrorCodes.InvalidRequest, 400,
        "No connector has this id, or it cannot be opened.", "Look at the connector; the log has the cause.");
    public static RefusalRule ClosedToGrant { get; } = new("connector.closed_to_grant", ErrorCodes.InvalidRequest, 400,
        "The connector does not serve this grant.", "Add the grant to the connector's grantTypes.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } = [ClosedToClient, Unusable, ClosedToGrant];
}
