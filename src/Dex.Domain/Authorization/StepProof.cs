using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Protocol;

namespace Dex.Domain.Authorization;

/// <summary>
/// What a browser carries from one step to the next, to prove that the step before was done: an HMAC over the request's id and the
/// step's name, under a key that only the stored request knows (protocol appendix B.4). A proof of one step proves no other.
/// </summary>
public static class StepProof
{
    /// <summary>Signed in; the dispatcher decides what is next.</summary>
    public const string Continue = "step:continue";

    /// <summary>May see and answer the consent page.</summary>
    public const string Approval = "step:approval";

    /// <summary>Has said yes on the consent page.</summary>
    public const string Approved = "step:approved";

    private const byte TextTag = 0x0A;

    /// <summary>A key of 256 random bits.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Of(string key, string requestId, string step)
    {
        var message = new List<byte>(requestId.Length + step.Length + 8);
        Append(message, requestId);
        Append(message, step);
        return Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), message.ToArray()));
    }

    /// <summary>Takes as long for a wrong proof as for a right one.</summary>
    public static bool Proves(this string proof, AuthorizationRequest request, string step) =>
        ConstantTime.AreEqual(proof, Of(request.ProofKey, request.Id, step));

    // A protobuf message with a repeated text of number 1, whose lengths keep the parts apart.
    private static void Append(List<byte> message, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        message.Add(TextTag);
        var length = (uint)bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            message.Add((byte)(length | 0x80));
        }

        message.Add((byte)length);
        message.AddRange(bytes);
    }
}
