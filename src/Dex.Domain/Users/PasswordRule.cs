using System.Text;

namespace Dex.Domain.Users;

/// <summary>What is asked of a password that a person chooses, wherever that happens.</summary>
public static class PasswordRule
{
    /// <summary>In characters.</summary>
    public const int Shortest = 12;

    /// <summary>Null when the password will do; else what to choose instead.</summary>
    public static string? WhyRefused(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length < Shortest)
        {
            return $"Choose a password of {Shortest} to {BcryptCost.LongestPassword} characters.";
        }

        // What bcrypt does not read would protect nothing.
        return Encoding.UTF8.GetByteCount(password) > BcryptCost.LongestPassword
            ? $"Choose a password of {Shortest} to {BcryptCost.LongestPassword} characters; letters other than a to z count as two or more."
            : null;
    }
}
