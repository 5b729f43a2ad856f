using System.Collections.Immutable;
using Dex.Domain.Activity;
using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Web.Components.GrantSwitches;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Console;

/// <summary>A page of the console over a server in memory.</summary>
public abstract class ConsolePageContext : MudTestContext
{
    private protected MemorySettings Settings { get; private set; } = null!;

    private protected MemoryClientStore Clients { get; } = new(Given.Client("batch"), Given.Client("idle"));

    private protected MemoryActivity Activity { get; } = new();

    private protected MemoryKeys Keys { get; } = new();

    /// <summary>What the file says of a key; null: nothing.</summary>
    private protected (int Line, string Snippet)? FileLine { get; set; }

    private protected Dictionary<string, ProbeResult> Probed { get; } = new(StringComparer.Ordinal);

    private protected RefusalLog RefusalLog { get; } = new();

    private protected void Serve(ServerPolicy? policy = null)
    {
        Settings = new MemorySettings(policy ?? Given.Policy(console: Given.ConsoleGrants(GrantTypes.ClientCredentials), built: [GrantTypes.ClientCredentials]));
        Services.AddSingleton<IServerPolicySource>(Settings);
        Services.AddSingleton<IConsoleSettingsStore>(Settings);
        Services.AddSingleton<IClientStore>(Clients);
        Services.AddSingleton<IClientDirectory>(Clients);
        Services.AddSingleton<IActivityReader>(Activity);
        Services.AddSingleton<IKeyRingSource>(Keys);
        Services.AddSingleton<IKeyAdministration>(Keys);
        Services.AddSingleton<ISigner>(new PlainSigner());
        Services.AddSingleton<IAdministratorGate>(FixedGate.Open);
        Services.AddSingleton<ICurrentAdministrator>(new Present());
        Services.AddSingleton<IConfigurationFile>(new OneLineFile(this));
        Services.AddSingleton<IEndpointProbe>(new TableProbe(Probed));
        Services.AddSingleton(RefusalLog);
        Services.AddSingleton<IStorageStatus>(new SoundStorage());
        Services.AddSingleton<SettingsAdministration>();
        Services.AddProtocolPages();
    }

    private sealed class Present : ICurrentAdministrator
    {
        public ValueTask<Administrator> GetAsync(CancellationToken ct) => new(Given.Ada);
    }

    private sealed class OneLineFile(ConsolePageContext context) : IConfigurationFile
    {
        public string? Path => "/etc/dex/config.yaml";

        public (int Line, string Snippet)? Locate(string key) => context.FileLine;
    }

    private sealed class SoundStorage : IStorageStatus
    {
        public string Description => "in memory";

        public bool IsShared => false;

        public ImmutableArray<StorageFinding> Findings => [];

        public Task CheckAsync(CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class TableProbe(Dictionary<string, ProbeResult> results) : IEndpointProbe
    {
        public Task<ProbeResult> ProbeAsync(EndpointDescription endpoint, CancellationToken ct) =>
            Task.FromResult(results.GetValueOrDefault(endpoint.Name) ?? new ProbeResult(endpoint.ExpectedStatuses[0], TimeSpan.FromMilliseconds(3.1)));
    }
}
