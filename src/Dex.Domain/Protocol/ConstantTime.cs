using System.Security.Cryptography;
using System.Text;

namespace Dex.Domain.Protocol;

/// <summary>Comparison that takes as long for a wrong text as for a right one of the same length, so that time tells nothing about a secret.</summary>
public static class ConstantTime
{
    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
