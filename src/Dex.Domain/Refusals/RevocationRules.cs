using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>The part of the catalogue that belongs to revocation (RFC 7009).</summary>
public static class RevocationRules
{
    public static RefusalRule OtherClient { get; } = new("revocation.other_client", ErrorCodes.InvalidGrant, 400,
        "A client wants to take back a token that was issued to another one.", "End it under Sessions and tokens, or let its own client do so.");

    /// <summary>In the order in which a request meets them.</summary>
    public static IReadOnlyList<RefusalRule> All { get; } = [OtherClient];
}
