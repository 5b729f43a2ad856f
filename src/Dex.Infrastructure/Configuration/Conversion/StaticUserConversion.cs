using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Users;

namespace Dex.Infrastructure.Configuration.Conversion;

/// <summary>Makes accounts of the password database of the <c>staticPasswords</c> of a validated file.</summary>
public static class StaticUserConversion
{
    /// <summary>Entries without an e-mail address are left out; of two with the same, compared in lower case, the later one is kept.</summary>
    public static IReadOnlyList<LocalUser> ToUsers(DexConfiguration configuration, ConfigurationEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var users = new List<LocalUser>();
        foreach (var password in configuration.StaticPasswords)
        {
            if (password.Email.Length > 0 && BcryptText.TryRead(password.WrittenHash(environment), out var hash))
            {
                var email = password.Email.ToLowerInvariant();
                users.RemoveAll(earlier => earlier.Email == email);
                users.Add(new LocalUser
                {
                    Email = email,
                    PasswordHash = hash,
                    Username = password.Username,
                    Name = password.Name.Length > 0 ? password.Name : password.Username,
                    PreferredUsername = password.PreferredUsername,
                    EmailVerified = password.EmailVerified,
                    UserId = password.UserId,
                    Groups = [.. password.Groups],
                    IsFromFile = true,

                    // A new hash in the file ends the sessions of the old one, on every node alike.
                    SecurityStamp = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash)).AsSpan(0, 16)),
                });
            }
        }

        return users;
    }
}
