using Dex.Tests.E2E.Pages;
using Dex.Tests.Provisioning;
using Microsoft.Playwright;
using Xunit;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// A journey: a server, a browser, and everything kept when it goes wrong. A journey fails by what its test asserts, and
/// also by an error in a browser's console or a request to another origin.
/// </summary>
public abstract class JourneyTest(ServerFixture servers, BrowserFixture browsers) : IAsyncLifetime
{
    private readonly List<BrowserVisit> _visits = [];
    private readonly List<IAsyncDisposable> _companions = [];
    private readonly Lazy<TemporaryFolder> _folder = new(() => new TemporaryFolder());
    private IServerUnderTest? _server;

    /// <summary>Where a failed journey leaves its evidence.</summary>
    public static string ArtifactsFolder { get; } = Path.Combine(Repository.Folder, "tests", "E2E", "artifacts");

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected IServerUnderTest Server => _server!;

    /// <summary>A folder of the journey's own, which outlives the servers that it starts.</summary>
    protected TemporaryFolder Folder => _folder.Value;

    /// <summary>The first person's browser.</summary>
    protected BrowserVisit Visit => _visits[0];

    /// <summary>The first person's page.</summary>
    protected IPage Page => Visit.Page;

    /// <summary>Other origins that the story leads to, in every browser.</summary>
    protected virtual IReadOnlyList<string> OtherOrigins => [];

    private static string Evidence =>
        Path.Combine(ArtifactsFolder, $"{TestContext.Current.TestClass?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}");

    public async ValueTask InitializeAsync()
    {
        if (Directory.Exists(Evidence))
        {
            Directory.Delete(Evidence, recursive: true);
        }

        _server = await StartServerAsync(Cancelled);
        await OpenBrowserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await JudgeAsync();
        }
        finally
        {
            foreach (var visit in _visits)
            {
                await visit.DisposeAsync();
            }

            if (_server is not null && !servers.Shares(_server))
            {
                await _server.DisposeAsync();
            }

            foreach (var companion in _companions)
            {
                await companion.DisposeAsync();
            }

            if (_folder.IsValueCreated)
            {
                _folder.Value.Dispose();
            }

            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Another person's browser: its own profile, nothing shared with the first.</summary>
    /// <param name="adjust">What this browser does differently.</param>
    protected async Task<BrowserVisit> OpenBrowserAsync(Action<BrowserNewContextOptions>? adjust = null) =>
        Welcome(await browsers.VisitAsync(Server, adjust));

    /// <summary>The same with a browser that stores no cookies of this origin.</summary>
    protected async Task<BrowserVisit> OpenBrowserWithoutCookiesAsync(string origin) =>
        Welcome(await browsers.VisitWithoutCookiesAsync(Server, origin));

    /// <summary>Something that a journey needs beside its server; it ends with the journey.</summary>
    protected T EndingWithTheJourney<T>(T companion)
        where T : IAsyncDisposable
    {
        _companions.Add(companion);
        return companion;
    }

    /// <summary>The shared server. A journey that needs one of its own starts it here; it ends with the journey.</summary>
    protected virtual async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await servers.SharedAsync();

    /// <summary>Signs the first person in as the administrator, at the page of the console that the path names, and waits until it is live.</summary>
    protected Task SignInAsync(string path = "/") => SignInAsync(Page, path);

    /// <summary>The same in another person's browser.</summary>
    protected async Task SignInAsync(IPage page, string path = "/")
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync($"{Server.Console}{path}");
        var signIn = new SignInPage(page);
        await signIn.ExpectAsync();
        await signIn.SubmitAsync(Server.Email, Server.Password);
        await ConsolePage.ExpectLiveAsync(page);
    }

    private BrowserVisit Welcome(BrowserVisit visit)
    {
        foreach (var origin in OtherOrigins)
        {
            visit.ExpectOrigin(origin);
        }

        _visits.Add(visit);
        return visit;
    }

    private async Task JudgeAsync()
    {
        var complaints = _visits.SelectMany(visit => visit.Complaints).ToList();
        if (TestContext.Current.TestState?.Result != TestResult.Failed && complaints.Count == 0)
        {
            return;
        }

        await KeepEvidenceAsync();
        Assert.True(complaints.Count == 0, $"{string.Join('\n', complaints)}\nKept in {Evidence}");
    }

    private async Task KeepEvidenceAsync()
    {
        Directory.CreateDirectory(Evidence);
        for (var number = 0; number < _visits.Count; number++)
        {
            await _visits[number].KeepAsync(Evidence, $"browser-{number + 1}");
        }

        await File.WriteAllTextAsync(Path.Combine(Evidence, "server.log"), Server.Log);
        TestContext.Current.TestOutputHelper?.WriteLine($"Trace, screenshot and server log: {Evidence}");
    }
}
