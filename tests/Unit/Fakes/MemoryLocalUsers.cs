using Dex.Domain.Audit;
using Dex.Domain.Users;

namespace Dex.Tests.Unit.Fakes;

/// <summary>The password database in a dictionary, with its lock-outs.</summary>
internal sealed class MemoryLocalUsers(params LocalUser[] users) : ILocalUserStore
{
    private readonly Dictionary<string, LocalUser> _users = users.ToDictionary(user => user.Email, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LockOut> _lockOuts = new(StringComparer.OrdinalIgnoreCase);

    public Task<LocalUser?> FindAsync(string email, CancellationToken ct) => Task.FromResult(_users.GetValueOrDefault(email));

    public Task<bool> AddAsync(LocalUser user, AuditEntry entry, CancellationToken ct) => Task.FromResult(_users.TryAdd(user.Email, user));

    public Task<bool> UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        if (_users.GetValueOrDefault(user.Email)?.Version != user.Version - 1)
        {
            return Task.FromResult(false);
        }

        _users[user.Email] = user;
        return Task.FromResult(true);
    }

    public Task<bool> DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct) =>
        Task.FromResult(_users.GetValueOrDefault(email)?.Version == version && _users.Remove(email));

    public Task<LocalUserPage> ListAsync(LocalUserQuery query, CancellationToken ct)
    {
        var found = _users.Values
            .Where(user => new[] { user.Email, user.Name, user.Username, user.UserId }
                .Any(text => text.Contains(query.Search, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(user => user.Email, StringComparer.Ordinal)
            .ToList();
        return Task.FromResult(new LocalUserPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    public Task<LockOut?> FindLockOutAsync(string email, CancellationToken ct) => Task.FromResult(_lockOuts.GetValueOrDefault(email));

    public Task<bool> AnyAdministratorAsync(CancellationToken ct) => Task.FromResult(_users.Values.Any(user => user.IsAdministrator));

    public Task<LockOut?> TryBeginAttemptAsync(string email, DateTimeOffset now, CancellationToken ct)
    {
        var lockOut = _lockOuts.GetValueOrDefault(email) ?? LockOut.None;
        if (lockOut.IsLocked(now))
        {
            return Task.FromResult<LockOut?>(lockOut);
        }

        _lockOuts[email] = lockOut.AfterFailure(now);
        return Task.FromResult<LockOut?>(null);
    }

    public Task ClearFailuresAsync(string email, CancellationToken ct)
    {
        _lockOuts.Remove(email);
        return Task.CompletedTask;
    }
}
