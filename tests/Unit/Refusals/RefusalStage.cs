using System.Text;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

/// <summary>What the walk through the catalogue happens on: one server for most rules, and one set up in its own way where a rule needs it.</summary>
public sealed class RefusalStage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<DexServer> _servers = [];
    private readonly List<BrowserWalk> _browsers = [];
    private DexServer _main = null!;
    private DexServer? _grants;

    /// <summary>The server at which the last trigger was pulled.</summary>
    internal DexServer Dex { get; private set; } = null!;

    /// <summary>A new browser at the main server's console.</summary>
    internal ConsoleSession Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _main = await StartAsync(DeviceServer.Settings with
        {
            OAuth2 = $"grantTypes: [authorization_code, implicit, client_credentials, '{GrantTypes.DeviceCode}']\nresponseTypes: [code, id_token, token]",
            Clients = $"{StandardClients.Yaml}\n{DeviceServer.Settings.Clients}",
        });
        Console = new ConsoleSession(_main);
        await _main.AddAsync(Given.Client("bare"));
        await _main.AddAsync(Given.Client("many",
            Given.Secret("dxs_old", "old") with { ExpiresAt = Given.Now },
            Given.Secret("dxs_early", "early") with { NotBefore = DateTimeOffset.MaxValue.AddYears(-1000) },
            Given.Secret("dxs_dead", "dead") with { DeactivatedAt = Given.Now }));
    }

    public async ValueTask DisposeAsync()
    {
        Console.Dispose();
        foreach (var browser in _browsers)
        {
            browser.Dispose();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>The next trigger is pulled at the main server, unless it says otherwise.</summary>
    internal void Begin() => Dex = _main;

    internal async Task<HttpResponseMessage> OnAsync(DexServerSettings settings, Func<Task<HttpResponseMessage>> ask)
    {
        Dex = await StartAsync(settings);
        return await ask();
    }

    /// <summary>On the server with every grant, one for all triggers that leave it as it was.</summary>
    internal async Task<HttpResponseMessage> OnGrantsAsync(Func<Task<HttpResponseMessage>> ask)
    {
        Dex = _grants ??= await StartAsync(GrantServer.Settings);
        return await ask();
    }

    internal async Task<HttpResponseMessage> OnSampleAsync(Func<Task<HttpResponseMessage>> ask)
    {
        Dex = await DexServer.StartSampleAsync(_folder.Path);
        _servers.Add(Dex);
        return await ask();
    }

    /// <summary>On a server whose every request for settings ends like this.</summary>
    internal Task<HttpResponseMessage> FailingAsync(Exception failure)
    {
        var freshness = new FailingFreshness();
        return OnAsync(new DexServerSettings { Adjust = services => services.AddSingleton<ISnapshotFreshness>(freshness) }, () =>
        {
            freshness.Failure = failure;
            return Dex.TokenAsync(StandardClients.Batch);
        });
    }

    internal async Task<HttpResponseMessage> PostTextAsync(string route, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Dex.SendAsync(HttpMethod.Post, route, null, content);
    }

    internal static async Task<HttpResponseMessage> RepeatedAsync(int times, Func<Task<HttpResponseMessage>> ask)
    {
        for (var i = 1; i < times; i++)
        {
            using var early = await ask();
        }

        return await ask();
    }

    internal BrowserWalk Browser()
    {
        _browsers.Add(BrowserWalk.At(Dex));
        return _browsers[^1];
    }

    /// <summary>A new browser, wherever this leads.</summary>
    internal async Task<BrowserWalk> OpenAsync(string target)
    {
        var browser = Browser();
        await browser.OpenAsync(target);
        return browser;
    }

    /// <summary>The last answer of a browser that asked for this.</summary>
    internal async Task<HttpResponseMessage> AnswerAsync(string target) => (await OpenAsync(target)).Answer;

    /// <summary>The code with which a sign-in ends.</summary>
    internal async Task<string> CodeAsync(string client, params (string Name, string? Value)[] changes)
    {
        var browser = await OpenAsync("/auth/mock" + Parameters.Asking(client, changes));
        if (browser.Location is null)
        {
            await browser.AllowAsync();
        }

        return ClientAnswer.Of(browser).Code;
    }

    private async Task<DexServer> StartAsync(DexServerSettings settings)
    {
        _servers.Add(await DexServer.StartAsync(settings));
        return _servers[^1];
    }
}
