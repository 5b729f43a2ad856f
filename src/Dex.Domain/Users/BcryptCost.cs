using System.Globalization;

namespace Dex.Domain.Users;

/// <summary>The cost of bcrypt hashes with which people may sign in: less protects too little, more takes too long to check.</summary>
public static class BcryptCost
{
    public const int Least = 10;

    public const int Greatest = 16;

    public const int Recommended = 12;

    /// <summary>The longest password that bcrypt reads whole, in bytes of UTF-8.</summary>
    public const int LongestPassword = 72;

    /// <summary>The cost that a hash such as <c>$2b$12$...</c> states; null when the text is no bcrypt hash.</summary>
    public static int? Of(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return hash.Length == 60 && hash.StartsWith("$2", StringComparison.Ordinal) && hash[3] == '$' && hash[6] == '$'
            && int.TryParse(hash.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost)
                ? cost
                : null;
    }
}
