using System.Buffers.Text;
using System.Text;

namespace Dex.Domain.Claims;

/// <summary>
/// The <c>sub</c> claim: base64url of the protobuf message { 1: user id, 2: connector id }; empty fields are left out. A machine's
/// subject has its client id and no connector, which no person's can equal, because a connector without an id cannot exist.
/// </summary>
public static class Subject
{
    private const byte UserIdTag = 0x0A;
    private const byte ConnectorIdTag = 0x12;

    public static string Encode(string userId, string connectorId)
    {
        var message = new List<byte>(userId.Length + connectorId.Length + 6);
        Append(message, UserIdTag, userId);
        Append(message, ConnectorIdTag, connectorId);
        return Base64Url.EncodeToString(message.ToArray());
    }

    public static string ForMachine(string clientId) => Encode(clientId, "");

    /// <summary>The inverse of <see cref="Encode"/>; null when the text is no such message. A field that is left out is empty.</summary>
    public static (string UserId, string ConnectorId)? Decode(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);

        // The decoder would overlook blanks and padding, and two texts would then name one person.
        if (!subject.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !Base64Url.IsValid(subject))
        {
            return null;
        }

        return new SubjectReader(Base64Url.DecodeFromChars(subject)).TryRead(out var userId, out var connectorId) ? (userId, connectorId) : null;
    }

    private static void Append(List<byte> message, byte tag, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        message.Add(tag);
        var bytes = Encoding.UTF8.GetBytes(value);
        var length = (uint)bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            message.Add((byte)(length | 0x80));
        }

        message.Add((byte)length);
        message.AddRange(bytes);
    }
}
