namespace Dex.Domain.Users;

/// <summary>
/// An account of the password database as people type it. Mutable, so that a form can bind to it; it never holds the password. The rules
/// are <see cref="LocalUserDraftValidator"/>'s.
/// </summary>
public sealed class LocalUserDraft
{
    /// <summary>Stays for good once the account exists.</summary>
    public string Email { get; set; } = "";

    public string Name { get; set; } = "";

    public string Username { get; set; } = "";

    public string PreferredUsername { get; set; } = "";

    /// <inheritdoc cref="LocalUser.EmailVerified"/>
    public bool EmailVerified { get; set; } = true;

    public List<string> Groups { get; set; } = [];

    /// <inheritdoc cref="LocalUser.IsAdministrator"/>
    public bool IsAdministrator { get; set; }

    /// <summary>A draft that equals the account.</summary>
    public static LocalUserDraft Of(LocalUser user) => new()
    {
        Email = user.Email,
        Name = user.Name,
        Username = user.Username,
        PreferredUsername = user.PreferredUsername,
        EmailVerified = user.EmailVerified,
        Groups = [.. user.Groups],
        IsAdministrator = user.IsAdministrator,
    };

    /// <summary>The account with the draft's values; what a draft does not hold (address, password, lock, origin, version) stays.</summary>
    public LocalUser ApplyTo(LocalUser user) => user with
    {
        Name = Name.Trim(),
        Username = Username.Trim(),
        PreferredUsername = PreferredUsername.Trim(),
        EmailVerified = EmailVerified,
        Groups = [.. Groups],
        IsAdministrator = IsAdministrator,
    };
}

/// <summary>Sizes that the validator enforces, in characters.</summary>
public static class LocalUserLimits
{
    public const int Name = 200;
    public const int Group = 256;

    /// <summary>Groups of one account; all of them stand in its tokens.</summary>
    public const int Groups = 200;
}
