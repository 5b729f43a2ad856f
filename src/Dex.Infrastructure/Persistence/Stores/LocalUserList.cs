using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>A page of the accounts, by address: stored ones filtered and sorted by the database, with the file's merged in at their places.</summary>
internal sealed class LocalUserList(LocalUserQuery query, StaticUsers statics)
{
    private readonly string _search = KeyText.Storable(query.Search.Trim()).ToLowerInvariant();
    private readonly string[] _hidden = [.. statics.All.Select(user => LocalUserStore.Key(user.Email))];

    /// <summary>Fills what the row of an account holds beyond the account.</summary>
    public static void Fill(EntityEntry<LocalUser> entry) => entry.Property(LocalUserConfiguration.SearchText).CurrentValue = SearchText(entry.Entity);

    public async Task<LocalUserPage> ReadAsync(DexDbContext db, CancellationToken ct)
    {
        var stated = statics.All
            .Where(user => SearchText(user).Contains(_search, StringComparison.Ordinal) && (query.IsLocked ?? user.IsLocked) == user.IsLocked)
            .ToList();
        var stored = Filter(db);
        var offset = Math.Max(0, query.Offset);
        var count = Math.Max(0, query.Count);

        // Whatever the accounts of the file push aside, no stored account moves by more than their number.
        var skipped = Math.Max(0, offset - stated.Count);
        var window = await stored.OrderBy(user => user.Email).Skip(skipped).Take(offset + count - skipped).ToListAsync(ct);

        // Those of the file that come before what was skipped are on earlier pages; keeping them in the merge keeps the count right.
        var page = Merge(window, stated).Skip(offset - skipped).Take(count);
        return new LocalUserPage([.. page], await stored.CountAsync(ct) + stated.Count);
    }

    internal IQueryable<LocalUser> Filter(DexDbContext db)
    {
        var users = db.LocalUsers.AsNoTracking();
        if (_hidden.Length > 0)
        {
            users = users.Where(user => !_hidden.Contains(user.Email));
        }

        if (query.IsLocked is { } isLocked)
        {
            users = users.Where(user => user.IsLocked == isLocked);
        }

        return _search.Length > 0 ? users.Where(user => EF.Property<string>(user, LocalUserConfiguration.SearchText).Contains(_search)) : users;
    }

    private static string SearchText(LocalUser user) =>
        KeyText.Storable(string.Join('\n', user.Email, user.Name, user.Username, user.UserId)).ToLowerInvariant();

    private static IEnumerable<LocalUser> Merge(List<LocalUser> stored, List<LocalUser> stated)
    {
        var next = 0;
        foreach (var user in stored)
        {
            while (next < stated.Count && ClientOrder.Text.Compare(stated[next].Email, user.Email) < 0)
            {
                yield return stated[next++];
            }

            yield return user;
        }

        while (next < stated.Count)
        {
            yield return stated[next++];
        }
    }
}
