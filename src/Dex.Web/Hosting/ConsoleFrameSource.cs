using Dex.Domain.Clients;
using Dex.Domain.Overview;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Dex.Web.Hosting.CommandLine;

namespace Dex.Web.Hosting;

/// <summary>What the frame around every page says, from the same sources that the pages read.</summary>
internal sealed class ConsoleFrameSource : IConsoleFrameSource, IDisposable
{
    private readonly IServerPolicySource _policies;
    private readonly IClientStore _clients;
    private readonly IClientDirectory _directory;
    private readonly Findings _findings;
    private readonly IStorageHealth _health;
    private readonly StorageName _storage;
    private readonly SampleMode _sample;

    public ConsoleFrameSource(
        IServerPolicySource policies, IClientStore clients, IClientDirectory directory, Findings findings, IStorageHealth health, StorageName storage,
        SampleMode sample)
    {
        (_policies, _clients, _directory, _findings, _health, _storage, _sample) = (policies, clients, directory, findings, health, storage, sample);
        _policies.Changed += Raise;
        _directory.Changed += RaiseFor;
    }

    public event Action? Changed;

    public void Dispose()
    {
        _policies.Changed -= Raise;
        _directory.Changed -= RaiseFor;
    }

    public async ValueTask<ConsoleFrame> ReadAsync(CancellationToken ct)
    {
        var frame = new ConsoleFrame(_policies.Current.Issuer.Value, _storage.Words, DexVersion.Current) { SampleData = _sample.IsOn };
        try
        {
            var findings = (await _findings.AllAsync(ct)).Where(finding => finding.Severity != FindingSeverity.Notice).ToList();
            return frame with
            {
                Clients = await _clients.CountAsync(ct),
                Decisions = findings.Count,
                WorstDecision = findings.Exists(finding => finding.Severity == FindingSeverity.Failing) ? StatusKind.Error : StatusKind.Warn,
                Health = _health.IsHealthy ? StatusKind.Ok : StatusKind.Error,
                HealthWord = _health.IsHealthy ? "Healthy" : "The database does not answer",
            };
        }
        catch (StorageUnavailableException)
        {
            return frame with { Health = StatusKind.Error, HealthWord = "The database does not answer" };
        }
    }

    private void RaiseFor(string? clientId) => Raise();

    private void Raise() => Changed?.Invoke();
}

/// <summary>The kind of storage as people say it, such as <c>PostgreSQL</c>.</summary>
internal sealed record StorageName(string Words);
