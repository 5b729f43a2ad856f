using Dex.Domain.Administration;
using Dex.Domain.Clients;

namespace Dex.Domain.Overview;

/// <summary>What start-up found wanting in the storage, and that the server still runs on its samples.</summary>
public sealed class ServerFindings(IStorageStatus storage, IClientStore clients) : IFindingSource
{
    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken ct)
    {
        var found = storage.Findings
            .Select(finding => new Finding($"storage.{finding.Code}", FindingSeverity.Warning, finding.Message, finding.Remedy, "See the keys", "keys"))
            .ToList();
        if (await clients.FindAsync(SampleClients.MachineId, ct) is { IsSample: true } sample && SampleClients.IsUntouched(sample))
        {
            found.Add(new Finding(
                "sample.machine",
                FindingSeverity.Notice,
                "Everybody knows the secret of `example-machine`",
                "It is sample data. Register a client of your own and delete this one before others can reach the server.",
                "See the client",
                $"clients/{SampleClients.MachineId}/overview"));
        }

        return found;
    }
}
