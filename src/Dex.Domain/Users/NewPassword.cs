using System.Security.Cryptography;
using Dex.Domain.Protocol;

namespace Dex.Domain.Users;

/// <summary>A password at the only moment it can be seen: chosen by an administrator, or drawn here. Never log, store or keep it.</summary>
public sealed class NewPassword
{
    /// <summary>The property that refusals of a password stand beside.</summary>
    public const string Property = "Password";

    // 32 letters and digits that nobody takes for one another, so five bits each.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Groups = 5;
    private const int GroupLength = 5;

    private NewPassword(string text, bool isGenerated) => (Text, IsGenerated) = (text, isGenerated);

    public string Text { get; }

    /// <summary>True when it was drawn here and has to be shown once.</summary>
    public bool IsGenerated { get; }

    /// <summary>125 random bits, in groups that can be read out and typed.</summary>
    public static NewPassword Generate() =>
        new(string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength))), true);

    public static NewPassword Chosen(string text) => new(text, false);

    /// <summary>Null when it will do.</summary>
    public Refusal? WhyRefused() => PasswordRule.WhyRefused(Text) is { } reason ? new Refusal("invalid", reason, Property) : null;

    /// <summary>How it came about, for the audit.</summary>
    internal string Origin => IsGenerated ? "generated" : "chosen by the administrator";

    /// <summary>Keeps the password out of logs and exception texts.</summary>
    public override string ToString() => $"NewPassword {{ {Origin} }}";
}
