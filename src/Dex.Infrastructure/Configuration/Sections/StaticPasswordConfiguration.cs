using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary>One of <c>staticPasswords</c>: a person of the password database.</summary>
public sealed record StaticPasswordConfiguration
{
    /// <summary>Login name, compared without case.</summary>
    public string Email { get; init; } = "";

    /// <summary>A bcrypt hash, or standard base64 of one.</summary>
    [Secret]
    public string Hash { get; init; } = "";

    /// <summary>The environment variable that holds the hash; looked at only when <see cref="Hash"/> is empty.</summary>
    public string HashFromEnv { get; init; } = "";

    public string Username { get; init; } = "";

    /// <summary>Empty is the user name.</summary>
    public string Name { get; init; } = "";

    public string PreferredUsername { get; init; } = "";

    public bool EmailVerified { get; init; } = true;

    [Key("userID")]
    public string UserId { get; init; } = "";

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The hash of the file or of the environment, as written; empty when neither has one.</summary>
    public string WrittenHash(ConfigurationEnvironment environment) =>
        Hash.Length > 0 ? Hash : HashFromEnv.Length > 0 ? environment[HashFromEnv] : "";
}
