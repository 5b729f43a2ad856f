using Dex.Domain.Audit;
using Dex.Domain.Users;

namespace Dex.Tests.Unit.Users;

/// <summary>Accounts and their record of changes, by the stores' contracts.</summary>
internal sealed class AccountShelf(params LocalUser[] users) : ILocalUserStore, IAdministratorAccounts, IAuditLog
{
    private readonly SortedDictionary<string, LocalUser> _users = new(
        users.ToDictionary(user => user.Email, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Newest first.</summary>
    public List<AuditEntry> Entries { get; } = [];

    public Dictionary<string, LockOut> LockOuts { get; } = new(StringComparer.Ordinal);

    /// <summary>Every question fails with it, as while the database is gone.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs before the next write, as somebody else's save would.</summary>
    public Action<AccountShelf>? BeforeWrite { get; set; }

    public LocalUserQuery? LastQuery { get; private set; }

    public LocalUser this[string email] => _users[email];

    public bool Has(string email) => _users.ContainsKey(email);

    public void Put(LocalUser user) => _users[user.Email] = user;

    /// <summary>What another administrator saves.</summary>
    public void SaveElsewhere(LocalUser user, string by)
    {
        _users[user.Email] = user with { Version = user.Version + 1 };
        Entries.Insert(0, new AuditEntry { At = default, Actor = by, Address = "", Action = "user.changed", SubjectType = "user", SubjectId = user.Email });
    }

    public Task<LocalUser?> FindAsync(string email, CancellationToken ct) => Answer(_users.GetValueOrDefault(email.ToLowerInvariant()));

    public Task<bool> AddAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Answer(_users.TryAdd(user.Email, user) && Record(entry));
    }

    public Task<bool> UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Answer(Write(user, entry));
    }

    Task<bool> IAdministratorAccounts.UpdateAsync(LocalUser user, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Answer(AnotherRemains(user.Email) && Write(user, entry));
    }

    public Task<bool> DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Answer(Remove(email, version, entry));
    }

    Task<bool> IAdministratorAccounts.DeleteAsync(string email, long version, AuditEntry entry, CancellationToken ct)
    {
        Interfere();
        return Answer(AnotherRemains(email) && Remove(email, version, entry));
    }

    public Task<LocalUserPage> ListAsync(LocalUserQuery query, CancellationToken ct)
    {
        LastQuery = query.Count == 0 ? LastQuery : query;
        var found = _users.Values.Where(user =>
            $"{user.Email}\n{user.Name}\n{user.Username}\n{user.UserId}".Contains(query.Search, StringComparison.OrdinalIgnoreCase)
            && (query.IsLocked ?? user.IsLocked) == user.IsLocked).ToList();
        return Answer(new LocalUserPage([.. found.Skip(query.Offset).Take(query.Count)], found.Count));
    }

    public Task<LockOut?> FindLockOutAsync(string email, CancellationToken ct) => Answer(LockOuts.GetValueOrDefault(email));

    public Task<bool> AnyAdministratorAsync(CancellationToken ct) => Answer(_users.Values.Any(user => user.IsAdministrator));

    public Task<LockOut?> TryBeginAttemptAsync(string email, DateTimeOffset now, CancellationToken ct) => Answer<LockOut?>(null);

    public Task ClearFailuresAsync(string email, CancellationToken ct) => Answer(LockOuts.Remove(email));

    public Task AppendAsync(AuditEntry entry, CancellationToken ct) => Answer(Record(entry));

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string subjectType, string subjectId, int count, CancellationToken ct) =>
        Answer<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => entry.SubjectType == subjectType && entry.SubjectId == subjectId).Take(count)]);

    private bool AnotherRemains(string email) => _users.Values.Any(user => user is { IsAdministrator: true, IsLocked: false } && user.Email != email);

    private bool Write(LocalUser user, AuditEntry entry)
    {
        if (_users.GetValueOrDefault(user.Email) is not { IsFromFile: false } stored || stored.Version != user.Version - 1)
        {
            return false;
        }

        _users[user.Email] = user;
        return Record(entry);
    }

    private bool Remove(string email, long version, AuditEntry entry) =>
        _users.GetValueOrDefault(email) is { IsFromFile: false } stored && stored.Version == version && _users.Remove(email) && Record(entry);

    private bool Record(AuditEntry entry)
    {
        Entries.Insert(0, entry);
        return true;
    }

    private void Interfere()
    {
        var act = BeforeWrite;
        BeforeWrite = null;
        act?.Invoke(this);
    }

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
