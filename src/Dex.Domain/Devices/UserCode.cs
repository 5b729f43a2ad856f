using System.Globalization;
using System.Security.Cryptography;

namespace Dex.Domain.Devices;

/// <summary>
/// The code that a person reads off a device and types elsewhere (RFC 8628 section 6.1): eight letters in two groups, <c>XXXX-XXXX</c>.
/// Without vowels there are no words in it, and each of the 25 600 000 000 codes is as likely as the others.
/// </summary>
public static class UserCode
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Length = 8;

    // Whatever somebody types around eight letters; more is no code.
    private const int LongestTyped = 64;

    public static string New() => Grouped(RandomNumberGenerator.GetString(Letters, Length));

    /// <summary>The code as it is shown, however it was typed: in small letters, with blanks, without the dash. Null when it can be no code.</summary>
    public static string? Read(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Length > LongestTyped)
        {
            return null;
        }

        var letters = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.DashPunctuation))
            .ToUpperInvariant();
        return letters.Length == Length && letters.All(Letters.Contains) ? Grouped(letters) : null;
    }

    private static string Grouped(string letters) => $"{letters[..(Length / 2)]}-{letters[(Length / 2)..]}";
}
