using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Rows;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Housekeeping;

/// <summary>Refresh tokens that have outlived the policy; what their connectors kept goes with the last of a person. Tokens issued beside them end by themselves.</summary>
internal static class ExpiredRefreshTokens
{
    /// <summary>Empty when the policy lets none expire.</summary>
    public static IQueryable<RefreshTokenRow> Of(DexDbContext db, RefreshTokenPolicy policy, DateTimeOffset now)
    {
        var created = OldestAlive(policy.AbsoluteLifetime, now);
        var used = OldestAlive(policy.IdleLifetime, now);
        return db.RefreshTokens.Where(row => row.CreatedAt < created || row.LastUsedAt < used);
    }

    /// <returns>How many there were; one that was used in between stays.</returns>
    public static async Task<int> DeleteAsync(DexDbContext db, string[] ids, RefreshTokenPolicy policy, DateTimeOffset now, CancellationToken ct)
    {
        var expired = Of(db, policy, now).Where(row => ids.Contains(row.Id));
        var people = await expired.Select(row => row.PersonKey).Distinct().ToArrayAsync(ct);
        await RefreshTokenEnding.HoldPeopleAsync(db, people, ct);
        var deleted = await expired.ExecuteDeleteAsync(ct);
        await RefreshTokenEnding.ForgetPeopleAsync(db, people, ct);
        return deleted;
    }

    private static DateTimeOffset OldestAlive(TimeSpan life, DateTimeOffset now) =>
        life > TimeSpan.Zero && life < now - DateTimeOffset.MinValue ? now - life : DateTimeOffset.MinValue;
}
