using Dex.Domain.Protocol;

namespace Dex.Domain.Claims;

/// <summary>
/// The <c>sub</c> claim: base64url of the protobuf message { 1: user id, 2: connector id }; empty fields are left out. A machine's
/// subject has its client id and no connector, which no person's can equal, because a connector without an id cannot exist.
/// </summary>
public static class Subject
{
    public static string Encode(string userId, string connectorId) => StringPair.Encode(userId, connectorId);

    public static string ForMachine(string clientId) => Encode(clientId, "");

    /// <summary>The inverse of <see cref="Encode"/>; null when the text is no such message. A field that is left out is empty.</summary>
    public static (string UserId, string ConnectorId)? Decode(string subject) => StringPair.Decode(subject);
}
