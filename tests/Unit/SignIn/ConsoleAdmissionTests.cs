using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Identities;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Product 3.9: who is let into the console, by which connector, and for how long.</summary>
public sealed class ConsoleAdmissionTests(SignInServer shared) : SignInTest(shared)
{
    private const string MockUser = "0-385-28089-0";
    private const string MockOnly = "connectors: [{type: mockCallback, id: mock, name: Mock}]\n";

    [Theory]
    [InlineData("console: {administrators: [{connector: mock, group: authors}]}", true)]
    [InlineData("console: {administrators: [{connector: mock, email: Kilgore@kilgore.trout}]}", true)]
    [InlineData("console: {administrators: [kilgore@kilgore.trout]}", true)]
    [InlineData("console: {administrators: [{connector: mock, group: readers}]}", false)]
    [InlineData("console: {administrators: [{connector: mock, group: Authors}]}", false)]
    [InlineData("console: {administrators: [somebody@kilgore.trout]}", false)]
    public async Task The_file_names_administrators_by_connector_with_a_group_or_an_address_and_one_connector_needs_no_name(
        string console, bool admitted)
    {
        await StartAsync(SignInServer.Settings with { More = MockOnly + console });

        var browser = await OpenAsync(At("/"));

        if (admitted)
        {
            Assert.Equal((200, "/console/"), (browser.Status, browser.Address.AbsolutePath));
        }
        else
        {
            AssertTurnedAway(browser);
        }
    }

    [Fact]
    public async Task Who_is_no_administrator_is_told_so_and_gets_no_session()
    {
        await StartAsync(SignInServer.Settings);
        var browser = await OpenAsync(At("/"));

        await browser.TypeAsync(SignInServer.Bob, SignInServer.Password);

        AssertTurnedAway(browser);
        await browser.OpenAsync(At("/"));
        Assert.Equal("/dex/auth/local/login", browser.Address.AbsolutePath);
        Assert.Empty(await ActsOfAsync(SignInServer.Bob));
    }

    [Fact]
    public async Task An_address_that_nobody_verified_makes_nobody_an_administrator()
    {
        await StartAsync(SignInServer.Settings with
        {
            More = SignInServer.Settings.More.Replace(
                "{connector: local, email: ada@example.com}", "{connector: local, email: bob@example.com}", StringComparison.Ordinal),
        });
        var browser = await OpenAsync(At("/"));

        await browser.TypeAsync(SignInServer.Bob, SignInServer.Password);

        AssertTurnedAway(browser);
    }

    [Fact]
    public async Task The_console_offers_the_connectors_of_administrators_and_no_others()
    {
        await StartAsync(SignInServer.Settings with
        {
            More = SignInServer.Settings.More.Replace(
                "email: ada@example.com}]", "email: ada@example.com}, {connector: mock, group: authors}]", StringComparison.Ordinal),
        });

        var browser = await OpenAsync(At("/keys"));
        using var page = browser.Page;
        Assert.Equal(["Email", "Mock"], page.QuerySelectorAll(".dex-btn-name").Select(name => name.TextContent));
        var other = await GoAsync(browser.Address.AbsoluteUri.Replace("/auth?", "/auth/pass?", StringComparison.Ordinal));
        AssertPage(other, 403, "connector.forbidden");

        await browser.ClickAsync("Mock");
        Assert.Equal((200, "/console/keys"), (browser.Status, browser.Address.AbsolutePath));
        Assert.Equal(["administrator.signed_in"], await ActsOfAsync("kilgore@kilgore.trout"));
    }

    [Theory]
    [InlineData("blocked")]
    [InlineData("forgotten")]
    [InlineData("left the group")]
    public async Task A_person_who_loses_the_right_loses_the_session(string how)
    {
        await StartAsync(SignInServer.WithFakes with { More = "console: {administrators: [{connector: watching, group: authors}]}" });
        var fakes = Dex.Services.GetRequiredService<FakeConnectors>();
        fakes.Person = fakes.Person with { Groups = ["authors"] };
        var browser = await SignInUpstreamAsync();
        Assert.Equal((200, "/console/"), (browser.Status, browser.Address.AbsolutePath));

        switch (how)
        {
            case "blocked":
                await Dex.BlockAsync(FakeConnectors.Watching, "u1", DateTimeOffset.MaxValue);
                break;
            case "forgotten":
                var entry = AuditEntry.By(Given.Ada, Given.Now, "identity.deleted", "identity", "u1");
                Assert.True(await Dex.Services.GetRequiredService<IIdentityStore>().DeleteAsync(FakeConnectors.Watching, "u1", entry, Ct));
                break;
            default:
                // What any application learns at a sign-in counts for the console too.
                fakes.Person = fakes.Person with { Groups = [] };
                var application = await OpenAsync($"/auth/{FakeConnectors.Watching}" + Parameters.Asking(SignInServer.Web));
                await application.OpenAsync("/callback" + new Uri(application.Location!).Query);
                break;
        }

        await browser.GoAsync(At("/keys"));
        Assert.Equal((302, "/console/sign-in?returnTo=%2Fkeys"), (browser.Status, new Uri(browser.Address, browser.Location).PathAndQuery));
    }

    [Fact]
    public async Task A_blocked_identity_does_not_sign_in_again()
    {
        await StartAsync(SignInServer.Settings with { More = MockOnly + "console: {administrators: [{connector: mock, group: authors}]}" });
        var browser = await OpenAsync(At("/"));
        await Dex.BlockAsync(SignInServer.Mock, MockUser, DateTimeOffset.UtcNow.AddHours(1));

        await browser.OpenAsync(At("/"));

        AssertPage(browser, 403, "login.blocked");
    }

    // Product 3.9: it works whatever happens to connectors, grants or the password database.
    [Fact]
    public async Task The_first_administrator_makes_an_account_by_the_link_and_signs_in_where_nobody_else_can()
    {
        await StartAsync(SignInServer.Settings with
        {
            OAuth2 = "grantTypes: [client_credentials]",
            More = "console: {administrators: []}",
            Adjust = null,
        });
        var token = await Dex.Services.GetRequiredService<FirstAdministrator>().TryCreateLinkAsync(Ct);
        var browser = await OpenAsync(At($"/first-administrator?token={token}"));
        await browser.PressAsync("Make the account",
            ("email", "Grace@example.com"), ("name", "Grace"), ("password", "correct horse battery"), ("repeated", "correct horse battery"));
        await browser.FollowAsync();
        Assert.Equal("/dex/auth/local/login", browser.Address.AbsolutePath);

        await browser.TypeAsync("grace@example.com", "correct horse battery");

        Assert.Equal((200, "/console/"), (browser.Status, browser.Address.AbsolutePath));
        Assert.Equal(["administrator.signed_in", "administrator.created"], await ActsOfAsync("grace@example.com"));
        Assert.Equal(410, (await OpenAsync(At($"/first-administrator?token={token}"))).Status);
        AssertPage(await OpenAsync("/auth" + Parameters.Asking(SignInServer.Web)), 400, "connector.none_for_client");
    }

    [Fact]
    public async Task Where_there_is_no_console_there_is_no_such_client()
    {
        await StartAsync(SignInServer.Settings with { More = MockOnly });

        AssertPage(
            await OpenAsync("/auth" + Parameters.Asking("dex-console", ("redirect_uri", "/console/callback"))), 400, "client.unknown");
        Assert.Equal(404, (await GoAsync(At("/callback"))).Status);
    }

    private string At(string path) => $"http://{Dex.Address}/console{path}";

    private async Task<BrowserWalk> SignInUpstreamAsync()
    {
        var browser = await OpenAsync(At("/"));
        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);
        return browser;
    }

    private async Task<string[]> ActsOfAsync(string person) =>
        [.. (await Dex.Services.GetRequiredService<IAuditLog>().ListAsync("administrator", person, 100, Ct)).Select(entry => entry.Action)];

    private void AssertTurnedAway(BrowserWalk browser)
    {
        AssertPage(browser, 403, RefusalRules.LoginNotAdministrator.Id);
        Assert.DoesNotContain("dex_console=", browser.Answer.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
    }
}
