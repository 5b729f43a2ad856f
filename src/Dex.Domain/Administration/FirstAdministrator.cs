using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Users;

namespace Dex.Domain.Administration;

/// <summary>
/// The way in when nobody is an administrator: one link per database, logged at start-up, kept as a hash, worthless once used or an hour
/// old. It makes a local account that works whatever happens to connectors, grants or the password database.
/// </summary>
public sealed class FirstAdministrator(
    ISetupLinkStore links, ILocalUserStore users, IPasswordHasher passwords, AdministratorList administrators, TimeProvider clock)
{
    public static TimeSpan LinkLifetime { get; } = TimeSpan.FromHours(1);

    public const int ShortestPassword = PasswordRule.Shortest;

    /// <summary>A new link's token when the server has no administrator and no link is alive; null otherwise.</summary>
    public async Task<string?> TryCreateLinkAsync(CancellationToken ct)
    {
        if (!administrators.Entries.IsEmpty || await users.AnyAdministratorAsync(ct))
        {
            return null;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        return await links.TryCreateAsync(Hash(token), now, now + LinkLifetime, ct) ? token : null;
    }

    public Task<bool> IsLiveAsync(string token, CancellationToken ct) => links.IsLiveAsync(Hash(token), clock.GetUtcNow(), ct);

    /// <summary>Makes the account and uses the link up; both or neither.</summary>
    public async Task<Saved<LocalUser>> CreateAsync(string token, string email, string name, string password, string address, CancellationToken ct)
    {
        var key = EmailRule.Normalize(email);
        if (WhyInvalid(key, password) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        if (!await links.IsLiveAsync(Hash(token), now, ct))
        {
            return new Refusal("missing", RefusalRules.SetupLinkDead.Meaning);
        }

        var user = new LocalUser
        {
            Email = key,
            PasswordHash = await passwords.HashAsync(password, ct),
            Username = key,
            Name = name.Trim(),
            UserId = RandomId.New(),
            IsAdministrator = true,
            SecurityStamp = RandomId.New(),
            Version = 1,
        };
        var entry = AuditEntry.By(new Administrator(key, user.DisplayName, address, user.SecurityStamp), now, "administrator.created", "administrator", key);
        return await links.RedeemAsync(Hash(token), now, user, entry, ct) ? user : new Refusal("missing", RefusalRules.SetupLinkDead.Meaning);
    }

    private static Refusal? WhyInvalid(string email, string password)
    {
        if (EmailRule.WhyRefused(email) is { } wrongEmail)
        {
            return new Refusal("invalid", wrongEmail, "email");
        }

        return PasswordRule.WhyRefused(password) is { } wrongPassword ? new Refusal("invalid", wrongPassword, "password") : null;
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
