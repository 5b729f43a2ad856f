using Dex.Domain.Audit;
using Dex.Domain.Policies;
using Dex.Infrastructure.Persistence.Changes;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>The console's settings, one row.</summary>
public sealed class ConsoleSettingsStore(StoreAccess access) : IConsoleSettingsStore
{
    /// <summary>Raised with what was saved, before the saving call returns.</summary>
    public event Action<ConsoleSettings>? Saved;

    public Task<ConsoleSettings> LoadAsync(CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) => await db.ConsoleSettings.AsNoTracking().SingleOrDefaultAsync(token) is { } row
                ? ConsoleSettingsJson.Read(row.Json) with { Version = row.Version }
                : ConsoleSettings.Empty,
            ct);

    public async Task<ConsoleSettings?> SaveAsync(ConsoleSettings settings, AuditEntry entry, CancellationToken ct)
    {
        var next = settings with { Version = settings.Version + 1 };
        return await access.AnnounceAsync(Topics.Settings, "", (db, token) => WriteAsync(db, next, entry, token), () => Saved?.Invoke(next), ct)
            ? next
            : null;
    }

    private static async Task<bool> WriteAsync(DexDbContext db, ConsoleSettings next, AuditEntry entry, CancellationToken ct)
    {
        var json = ConsoleSettingsJson.Write(next);
        db.AddAudit(entry);
        if (next.Version == 1)
        {
            db.ConsoleSettings.Add(new ConsoleSettingsRow { Version = 1, Json = json });
            return true;
        }

        return await db.ConsoleSettings.Where(row => row.Version == next.Version - 1)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, next.Version).SetProperty(row => row.Json, json), ct) == 1;
    }
}

/// <summary>The settings as they are stored. A flag or list that a later version adds is absent here and keeps its default.</summary>
internal static class ConsoleSettingsJson
{
    public static string Write(ConsoleSettings settings) => JsonColumn.Write(new Stored(
        settings.GrantTypes is { } grants ? new ConsoleSetting<string[]>([.. grants.Value], grants.By, grants.At) : null,
        settings.Flags.ToDictionary(StringComparer.Ordinal)));

    public static ConsoleSettings Read(string json)
    {
        var stored = JsonColumn.Read<Stored>(json);
        return new ConsoleSettings
        {
            GrantTypes = stored.GrantTypes is { } grants
                ? new(System.Collections.Immutable.ImmutableSortedSet.Create(StringComparer.Ordinal, grants.Value), grants.By, grants.At)
                : null,
            Flags = ConsoleSettings.Empty.Flags.SetItems(stored.Flags),
        };
    }

    private sealed record Stored(ConsoleSetting<string[]>? GrantTypes, Dictionary<string, ConsoleSetting<bool>> Flags);
}
