using System.Net;
using System.Text.Json;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;

namespace Dex.Tests.E2E.Journeys;

/// <summary>An administrator and what the server serves: switch it, watch it, rotate its keys.</summary>
public sealed class GrantJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private const string Grant = "client_credentials";
    private const string Flag = "client_credential_grant_enabled_by_default";

    [Fact]
    public async Task A_grant_switched_off_and_on_changes_discovery_in_a_second_browser_and_what_token_answers()
    {
        await SignInAsync("/grant-types");
        var watcher = await OpenBrowserAsync();
        await SignInAsync(watcher.Page, "/discovery");
        var grants = new GrantTypesPage(Page);
        var discovery = new DiscoveryPage(watcher.Page);
        await Assertions.Expect(discovery.Member("grant_types_supported")).ToContainTextAsync(Grant);
        Assert.Equal("invalid_client", await AskForTokenAsync());

        await grants.Switch(Grant).UncheckAsync();
        await Assertions.Expect(grants.Row(Grant)).ToContainTextAsync("will be off");
        await Assertions.Expect(grants.Preview.GetByText("grant_types_supported").First).ToBeVisibleAsync();
        Assert.Equal("invalid_client", await AskForTokenAsync());
        await grants.SaveAsync(Grant);

        await Assertions.Expect(discovery.Member("grant_types_supported")).Not.ToContainTextAsync(Grant);
        await Assertions.Expect(discovery.Answer).ToContainTextAsync($"switched {Grant} off");
        Assert.Equal("unsupported_grant_type", await AskForTokenAsync());
        Assert.DoesNotContain(Grant, await ServedGrantsAsync());

        await grants.Switch(Grant).CheckAsync();
        await grants.SaveAsync(Grant);

        await Assertions.Expect(discovery.Member("grant_types_supported")).ToContainTextAsync(Grant);
        Assert.Equal("invalid_client", await AskForTokenAsync());
        Assert.Contains(Grant, await ServedGrantsAsync());
        await ForgetListAsync(grants);
    }

    [Fact]
    public async Task The_raw_view_follows_a_change_and_shows_the_bytes_that_are_served()
    {
        await SignInAsync("/discovery?view=raw");
        var discovery = new DiscoveryPage(Page);

        await Assertions.Expect(discovery.Raw).ToBeVisibleAsync();
        using var http = new HttpClient();
        var served = await http.GetStringAsync(Server.At("/.well-known/openid-configuration"), Cancelled);

        Assert.Equal(served, (await discovery.Raw.TextContentAsync())!.TrimEnd('\n'));
    }

    [Fact]
    public async Task Every_endpoint_that_is_listed_answers_the_check()
    {
        await SignInAsync("/discovery");
        var discovery = new DiscoveryPage(Page);

        await discovery.CheckAsync();

        await Assertions.Expect(discovery.Answer).ToContainTextAsync("endpoints answer as they should");
    }

    [Fact]
    public async Task A_rotated_key_signs_at_once_and_the_old_one_goes_on_verifying()
    {
        await SignInAsync("/keys");
        var keys = new KeysPage(Page);
        await Assertions.Expect(keys.Rows.First).ToBeVisibleAsync();
        var before = await keys.Rows.CountAsync();

        await keys.AskToRotateAsync();
        await Assertions.Expect(keys.Confirmation).ToContainTextAsync("no token breaks");
        await keys.ConfirmAsync();

        await Assertions.Expect(keys.Rows).ToHaveCountAsync(before + 1);
        await Assertions.Expect(keys.Rows.Nth(2)).ToContainTextAsync("Verifies");
    }

    [Fact]
    public async Task The_pages_about_the_protocol_are_usable_by_everybody_in_light_and_dark()
    {
        await SignInAsync("/grant-types");
        var grants = new GrantTypesPage(Page);
        await grants.OpenAsync();
        await grants.Switch(Grant).UncheckAsync();
        await Assertions.Expect(grants.Preview.GetByText("Who loses a way in")).ToBeVisibleAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeForDocsAsync(Page, "grant-types");
        await grants.AskToSaveAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await grants.Confirmation.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await grants.Discard.ClickAsync();

        var flags = new FeatureFlagsPage(Page);
        await flags.OpenFlagAsync(Flag);
        await Assertions.Expect(flags.Why).ToBeVisibleAsync();
        await CheckAsync("feature-flags");

        var discovery = new DiscoveryPage(Page);
        await discovery.OpenAsync(raw: true);
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await discovery.OpenAsync();
        await discovery.CheckAsync();
        await discovery.Endpoint("token").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(discovery.Answer).ToContainTextAsync("endpoints answer");
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeForDocsAsync(Page, "discovery");

        var keys = new KeysPage(Page);
        await keys.OpenAsync();
        await Assertions.Expect(keys.Rows.First).ToBeVisibleAsync();
        await CheckAsync("keys");
    }

    private async Task CheckAsync(string name)
    {
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, name);
    }

    // A client that does not exist shows whether the grant is served, whatever clients the server has.
    private async Task<string> AskForTokenAsync()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = Grant,
            ["client_id"] = $"nobody-{Guid.NewGuid():N}",
            ["client_secret"] = "none",
        });
        using var answer = await http.PostAsync(Server.At("/token"), form, Cancelled);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        return body.RootElement.GetProperty("error").GetString()!;
    }

    private async Task<IReadOnlyList<string?>> ServedGrantsAsync()
    {
        using var http = new HttpClient();
        using var document = JsonDocument.Parse(await http.GetStringAsync(Server.At("/.well-known/openid-configuration"), Cancelled));
        return [.. document.RootElement.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString())];
    }

    // Other journeys share the server and count on its default list; a deployed one keeps its saved list.
    private async Task ForgetListAsync(GrantTypesPage grants)
    {
        if (DeployedServer.Address is null)
        {
            await grants.OpenAsync();
            await Page.GetByRole(AriaRole.Button, new() { Name = "Return to the default list" }).ClickAsync();
            await grants.SaveAsync(Grant);
        }
    }
}

/// <summary>The first minute on an empty server.</summary>
public sealed class FirstTokenJourney(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    [Fact]
    public async Task The_first_token_appears_on_the_page_that_told_how_to_get_it()
    {
        await SignInAsync();
        var overview = new OverviewPage(Page);
        await Assertions.Expect(overview.Listening).ToContainTextAsync("Listening");
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, "first-run");

        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "example-machine",
            ["client_secret"] = "example-machine-secret",
        });
        using var answer = await http.PostAsync(Server.At("/token"), form, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await Assertions.Expect(overview.Listening).ToContainTextAsync("got its first token");
        await overview.OpenAsync();
        await Assertions.Expect(overview.Traffic).ToContainTextAsync("granted");
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, "overview");
        await Page.GotoAsync($"{Server.Console}/clients");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Example machine" })).ToBeVisibleAsync();
        await Screenshots.TakeForDocsAsync(Page, "clients");
    }

    // Nobody else may have asked this server for a token.
    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await DexProcess.StartAsync(ct: ct);
}
