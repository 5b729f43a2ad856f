using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A test of the browser flow: at the shared server, which it leaves as it found it, or at servers of its own.</summary>
public abstract class SignInTest(SignInServer shared) : IAsyncLifetime
{
    private readonly List<BrowserWalk> _browsers = [];
    private readonly List<DexServer> _servers = [];

    private protected DexServer Dex { get; private set; } = null!;

    protected static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Dex = await shared.GetAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var browser in _browsers)
        {
            browser.Dispose();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>A server of the test's own, at which its browsers then are.</summary>
    private protected async Task<DexServer> StartAsync(DexServerSettings settings)
    {
        Dex = await DexServer.StartAsync(settings);
        _servers.Add(Dex);
        return Dex;
    }

    /// <summary>The browsers of this test are at a server that its class shares.</summary>
    private protected void Use(DexServer server) => Dex = server;

    private protected BrowserWalk Browser() => Keep(BrowserWalk.At(Dex));

    private protected BrowserWalk Keep(BrowserWalk browser)
    {
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>A new browser that asked for this and followed to the first page, or to the application.</summary>
    private protected async Task<BrowserWalk> OpenAsync(string target)
    {
        var browser = Browser();
        await browser.OpenAsync(target);
        return browser;
    }

    /// <summary>A new browser that only asked.</summary>
    private protected async Task<BrowserWalk> GoAsync(string target)
    {
        var browser = Browser();
        await browser.GoAsync(target);
        return browser;
    }

    /// <summary>Signs in with a new browser, allows what is asked for, and reads what the client gets.</summary>
    private protected async Task<ClientAnswer> SignInAsync(
        string client = SignInServer.Web, string connector = SignInServer.Mock, params (string Name, string? Value)[] changes) =>
        ClientAnswer.Of(await SignedInAsync(client, connector, changes));

    /// <summary>The same, for who wants to look at the browser.</summary>
    private protected async Task<BrowserWalk> SignedInAsync(
        string client = SignInServer.Web, string connector = SignInServer.Mock, params (string Name, string? Value)[] changes)
    {
        var browser = await IdentifiedAsync(client, connector, changes);
        if (IsConsent(browser))
        {
            await browser.AllowAsync();
        }

        return browser;
    }

    /// <summary>A new browser whose person has signed in and looks at the consent page, or is back at the application where none is needed.</summary>
    private protected async Task<BrowserWalk> IdentifiedAsync(
        string client = SignInServer.Web, string connector = SignInServer.Mock, params (string Name, string? Value)[] changes)
    {
        var browser = await OpenAsync($"/auth/{Uri.EscapeDataString(connector)}{Parameters.Asking(client, changes)}");
        if (connector is SignInServer.Pass)
        {
            await browser.TypeAsync("kilgore", "trout");
        }
        else if (connector is "local")
        {
            await browser.TypeAsync(SignInServer.Ada, SignInServer.Password);
        }

        return browser;
    }

    private protected static bool IsConsent(BrowserWalk browser) => browser.Address.AbsolutePath.EndsWith("/approval", StringComparison.Ordinal);

    /// <summary>The browser shows an error page, and the record says why.</summary>
    private protected void AssertPage(BrowserWalk browser, int status, string rule)
    {
        using var page = browser.Page;
        Assert.Equal((status, rule), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.Null(browser.Location);
        Assert.Equal("text/html; charset=utf-8", browser.Answer.Header("Content-Type"));
        Assert.Equal(status.ToString(System.Globalization.CultureInfo.InvariantCulture), page.QuerySelector(".dex-status")?.TextContent);
        Assert.Equal(browser.Answer.RequestId(), page.QuerySelector("#request-id")?.TextContent);
    }

    /// <summary>The client is told of the error, with the state it sent and the issuer's name, and the record says why.</summary>
    private protected ClientAnswer AssertTold(BrowserWalk browser, string error, string rule, string place = "query")
    {
        var answer = ClientAnswer.Of(browser);
        Assert.Equal((error, rule, place), (answer["error"], Dex.RefusalOf(browser.Answer).Rule.Id, answer.Place));
        Assert.Equal((Dex.Issuer, place == "form_post" ? 200 : 303), (answer["iss"], browser.Status));
        Assert.Equal(answer.Members.Keys.Except(["error_description"]).Order(StringComparer.Ordinal), ["error", "iss", "state"]);
        return answer;
    }
}
