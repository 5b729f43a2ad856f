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
