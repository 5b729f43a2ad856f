using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.11.1: whom the page is shown to. Each test has a person of its own.</summary>
public sealed class ConsentMemoryTests(SignInServer shared, FakeUpstreams upstreams) : SignInTest(shared), IClassFixture<FakeUpstreams>
{
    public override ValueTask InitializeAsync()
    {
        Use(upstreams.Server);
        upstreams.Connectors.Person = upstreams.Connectors.Person with { UserId = Guid.NewGuid().ToString() };
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_allowed_once_is_not_asked_again_nor_is_a_part_of_it()
    {
        Assert.True(await IsAskedAsync("openid email profile"));

        Assert.False(await IsAskedAsync("openid email profile"));
        Assert.False(await IsAskedAsync("profile openid"));
        Assert.False(await IsAskedAsync("openid"));
    }

    [Theory]
    [InlineData("openid email groups")]
    [InlineData("openid email federated:id")]
    [InlineData("openid email audience:server:client_id:peer")]
    public async Task Any_further_scope_is_asked_for(string wider)
    {
        Assert.True(await IsAskedAsync("openid email"));

        Assert.True(await IsAskedAsync(wider));
        Assert.False(await IsAskedAsync(wider));
    }

    [Fact]
    public async Task What_is_allowed_later_replaces_what_was_allowed_before()
    {
        Assert.True(await IsAskedAsync("openid email"));
        Assert.True(await IsAskedAsync("openid profile"));

        Assert.True(await IsAskedAsync("openid email"));
        var consent = Assert.Single((await Dex.IdentityAsync(FakeConnectors.Watching, upstreams.Connectors.Person.UserId))!.Consents);
        Assert.Equal(("web", "openid email"), (consent.ClientId, string.Join(' ', consent.Scopes)));
    }

    [Fact]
    public async Task To_be_known_at_all_needs_no_leave() => Assert.False(await IsAskedAsync("openid"));

    [Fact]
    public async Task One_clients_leave_is_not_anothers()
    {
        Assert.True(await IsAskedAsync("openid email"));

        Assert.True(await IsAskedAsync("openid email", client: SignInServer.Coder));
        Assert.False(await IsAskedAsync("openid email"));
    }

    [Fact]
    public async Task One_persons_leave_is_not_anothers()
    {
        Assert.True(await IsAskedAsync("openid email"));

        upstreams.Connectors.Person = upstreams.Connectors.Person with { UserId = Guid.NewGuid().ToString() };
        Assert.True(await IsAskedAsync("openid email"));
    }

    [Theory]
    [InlineData("prompt", "consent", true)]
    [InlineData("prompt", "login consent", true)]
    [InlineData("approval_prompt", "force", true)]
    [InlineData("prompt", "login", false)]
    [InlineData("prompt", "select_account", false)]
    [InlineData("approval_prompt", "auto", false)]
    public async Task A_client_can_have_the_question_asked_again(string name, string value, bool asked)
    {
        Assert.True(await IsAskedAsync("openid email"));

        Assert.Equal(asked, await IsAskedAsync("openid email", change: (name, value)));
    }

    [Fact]
    public async Task Who_said_no_is_asked_again()
    {
        var browser = await BackAsync("openid email");
        await browser.CancelAsync();

        Assert.True(await IsAskedAsync("openid email"));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("prompt", "consent", true)]
    [InlineData("approval_prompt", "force", true)]
    public async Task Where_the_server_skips_the_page_it_is_shown_only_when_forced(string? name, string? value, bool asked)
    {
        await StartAsync(SignInServer.Settings with { OAuth2 = "skipApprovalScreen: true" });

        var browser = await IdentifiedAsync(SignInServer.Web, SignInServer.Mock, ("scope", "openid email groups"), (name ?? "x", value));

        Assert.Equal(asked, IsConsent(browser));
        Assert.Equal(asked, browser.Location is null);
    }

    // Signs in, says yes where asked, and ends at the client either way.
    private async Task<bool> IsAskedAsync(string scope, string client = SignInServer.Web, (string Name, string? Value)? change = null)
    {
        var browser = await BackAsync(scope, client, change);
        var asked = IsConsent(browser);
        if (asked)
        {
            await browser.AllowAsync();
        }

        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
        return asked;
    }

    private async Task<BrowserWalk> BackAsync(string scope, string client = SignInServer.Web, (string Name, string? Value)? change = null)
    {
        var browser = await OpenAsync($"/auth/{FakeConnectors.Watching}" + Parameters.Asking(client, ("scope", scope), change ?? ("x", "y")));
        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);
        return browser;
    }
}
