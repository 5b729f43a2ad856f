using Dex.Domain.Administration;
using Dex.Domain.Users;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Federation;

/// <summary>
/// Two instances of this server: people have their passwords at the upstream one, applications are clients of the downstream one, whose
/// only connector is the upstream.
/// </summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private readonly string _upstreamAddress = DexServer.FreeAddress();
    private readonly string _downstreamAddress = DexServer.FreeAddress();
    private DexServer? _upstream;
    private DexServer? _downstream;

    public DexServer Upstream => _upstream ?? throw new InvalidOperationException("The upstream has not been started.");

    public DexServer Downstream => _downstream ?? throw new InvalidOperationException("The downstream has not been started.");

    /// <summary>The upstream's issuer, also before it is started.</summary>
    public string UpstreamIssuer => $"http://{_upstreamAddress}/dex";

    public static async Task<TwoServers> StartAsync(string config = "", TimeProvider? clock = null)
    {
        var servers = new TwoServers();
        await servers.StartUpstreamAsync();
        await servers.StartDownstreamAsync(config, clock);
        return servers;
    }

    public async Task StartUpstreamAsync() => _upstream = await DexServer.StartAsync(new DexServerSettings
    {
        Address = _upstreamAddress,
        OAuth2 = "grantTypes: [authorization_code]",
        Clients = $"- {{id: downstream, name: Downstream, secret: s3cr&t +é, redirectURIs: [\"http://{_downstreamAddress}/dex/callback\"]}}",
        More = AttackedServer.People,
        Adjust = services => services
            .AddSingleton<IPasswordHasher>(new CountingHasher("password"))
            .AddSingleton<IAdministratorGate>(FixedGate.Open),
    });

    /// <param name="config">Further members of the connector's config, in YAML's short form.</param>
    /// <param name="clock">The downstream's.</param>
    public async Task StartDownstreamAsync(string config = "", TimeProvider? clock = null) => _downstream = await DexServer.StartAsync(new DexServerSettings
    {
        Address = _downstreamAddress,
        OAuth2 = "grantTypes: [authorization_code]",
        Clients = "- {id: app, name: The App, secret: app-secret, redirectURIs: [\"https://app.example/callback\"]}",
        Environment = new Dictionary<string, string> { ["DEX_CONTINUE_ON_CONNECTOR_FAILURE"] = "true" },
        Clock = clock,
        More = $$"""
            enablePasswordDB: true
            connectors:
              - id: up
                name: Upstream
                type: oidc
                config: {issuer: "{{UpstreamIssuer}}", clientID: downstream, clientSecret: "s3cr&t +é", redirectURI: "http://{{_downstreamAddress}}/dex/callback"{{config}}}
            """,
    });

    /// <summary>Signs in at the downstream by the upstream and answers every page; what the application gets.</summary>
    public async Task<ApplicationAnswer> SignInAsync(PlainBrowser browser, Asking? asking = null) =>
        ApplicationAnswer.Of(await browser.WalkAsync((asking ?? Asking.Of("app", "up")).At(Downstream)));

    /// <summary>The upstream's answer on its way to the downstream's callback, not yet delivered.</summary>
    public async Task<Uri> StopBeforeCallbackAsync(PlainBrowser browser)
    {
        var page = await browser.GetAsync(Asking.Of("app", "up").At(Downstream));
        while (page.Location is not { AbsolutePath: "/dex/callback" } location || location.Authority != Downstream.Address)
        {
            page = await browser.StepAsync(page) ?? throw new InvalidOperationException($"No answer at {page.Address}: {page.Body}");
        }

        return page.Location;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _downstream, _upstream })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }
}
