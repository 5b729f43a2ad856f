namespace Dex.Domain.Users;

/// <summary>What an account's e-mail address looks like. It is a name to sign in with: whether mail arrives is not asked.</summary>
public static class EmailRule
{
    public const int Longest = 320;

    /// <summary>As addresses are kept and compared: without blanks around it, in lower case.</summary>
    public static string Normalize(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().ToLowerInvariant();
    }

    /// <summary>Null when the normalized address will do; else what to write instead.</summary>
    public static string? WhyRefused(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at < 1 || at == email.Length - 1 || email.Length > Longest || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            ? "Give an e-mail address such as ada@example.com."
            : null;
    }
}
