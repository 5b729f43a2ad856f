using System.Collections.Immutable;
using Dex.Domain.Administration;
using Dex.Infrastructure.Persistence.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>What start-up found about storage, and whether it works now.</summary>
public sealed partial class StorageStatus(DatabaseSettings settings, StoreAccess access, ILogger<StorageStatus> logger) : IStorageStatus
{
    public string Description => settings.ToString();

    public bool IsShared => settings.IsShared;

    public ImmutableArray<StorageFinding> Findings { get; private set; } = [];

    public Task CheckAsync(CancellationToken ct) =>
        access.WriteAsync(
            async (db, token) =>
            {
                await db.Topics.Where(topic => topic.Name == Topics.Probe)
                    .ExecuteUpdateAsync(set => set.SetProperty(topic => topic.Version, topic => topic.Version + 1), token);
                return true;
            },
            ct);

    internal void Add(StorageFinding finding)
    {
        Findings = Findings.Add(finding);
        LogFinding(logger, finding.Message, finding.Remedy);
    }

    [LoggerMessage(LogLevel.Warning, "{Finding} {Remedy}")]
    private static partial void LogFinding(ILogger logger, string finding, string remedy);
}
