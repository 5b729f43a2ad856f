using System.Net.Http.Headers;
using System.Text;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>Somebody whose request was refused, with nothing in hand but the trace id, and an administrator who finds out why.</summary>
public sealed class RefusalJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private const string Client = "example-machine";
    private const string Wrong = "a-secret-of-another-place";

    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await DexProcess.StartAsync(ct: ct);

    [Fact]
    public async Task The_trace_id_of_a_refused_call_leads_to_the_rule_and_to_what_puts_it_right()
    {
        var trace = await RefuseAsync(Client);
        await SignInAsync("/refusals");
        var list = new RefusalsPage(Page);

        await list.Search.FillAsync($"X-Request-Id: {trace}");

        await Page.WaitForURLAsync($"**/refusals/{trace}");
        var refusal = new RefusalPage(Page);
        await Expect(refusal.Heading).ToHaveTextAsync("Why Example machine is refused");
        await Expect(refusal.Stopped).ToContainTextAsync("client.secret_mismatch");
        await Expect(refusal.Told).ToContainTextAsync("401 Unauthorized");
        await Expect(refusal.Told).ToContainTextAsync(trace);
        await Expect(refusal.Request).ToContainTextAsync("25 characters, not kept");
        Assert.DoesNotContain(Wrong, await Page.ContentAsync(), StringComparison.Ordinal);

        await refusal.Remedy("Create a secret").ClickAsync();

        await Page.WaitForURLAsync($"**/clients/{Client}/credentials");
    }

    [Fact]
    public async Task A_refusal_appears_in_the_list_as_it_happens()
    {
        await SignInAsync("/refusals");
        var list = new RefusalsPage(Page);
        await Expect(list.Heading).ToHaveTextAsync("Refusals");
        await Page.EvaluateAsync("window.neverReloaded = true");

        var first = await RefuseAsync(Client);
        await Expect(list.Request(first)).ToContainTextAsync("Example machine");
        var second = await RefuseAsync("partner-of-nobody");

        await Expect(list.Request(second)).ToContainTextAsync("not registered");
        await Expect(list.Request(first)).ToBeVisibleAsync();
        Assert.True(await Page.EvaluateAsync<bool>("window.neverReloaded"));
    }

    [Fact]
    public async Task A_client_that_nobody_knows_can_be_registered_from_its_refusal()
    {
        var trace = await RefuseAsync("new-partner");
        await SignInAsync($"/refusals/{trace}");
        var refusal = new RefusalPage(Page);

        await refusal.Remedy("Register it").ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("New client");
        await Expect(Page.GetByRole(AriaRole.Textbox, new() { Name = "Client id" })).ToHaveValueAsync("new-partner");
    }

    [Fact]
    public async Task Keys_alone_lead_to_a_trace()
    {
        var trace = await RefuseAsync(Client);
        await SignInAsync("/clients");

        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("r");
        await Page.WaitForURLAsync("**/refusals");
        await Expect(new RefusalsPage(Page).Request(trace)).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync($"**/refusals/{trace}");

        await Page.GotoAsync("/console/clients");
        await ConsolePage.ExpectLiveAsync(Page);
        await Page.Keyboard.PressAsync("Control+k");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Go to" }).FillAsync(trace);
        await Expect(Page.GetByRole(AriaRole.Option, new() { NameRegex = new("Why it was refused") })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync($"**/refusals/{trace}");
    }

    [Fact]
    public async Task The_pages_about_refusals_are_usable_by_everybody_in_light_and_dark()
    {
        var trace = await RefuseAsync(Client);
        var unknown = await RefuseAsync("partner-of-nobody");
        await RefuseAsync(Client);
        await RefuseAsync(Client, "ledger.write");
        await SignInAsync("/refusals");
        var list = new RefusalsPage(Page);
        await Expect(list.Request(trace)).ToBeVisibleAsync();
        await CheckAsync("refusals");

        await list.GatherAsync("By rule");
        await Expect(list.Group("client.secret_mismatch")).ToBeVisibleAsync();
        await CheckAsync("refusals-by-rule");

        var refusal = new RefusalPage(Page);
        await refusal.OpenTraceAsync(trace);
        await Expect(refusal.Stopped).ToBeVisibleAsync();
        await CheckAsync("refusal-trace");

        await refusal.OpenTraceAsync(unknown);
        await Expect(refusal.Stopped).ToContainTextAsync("client.unknown");
        await CheckAsync("refusal-trace-unknown");

        await refusal.OpenTraceAsync(Guid.NewGuid().ToString());
        await Expect(Page.GetByText("This node keeps no refusal")).ToBeVisibleAsync();
        await CheckAsync("refusal-trace-gone");
    }

    private async Task CheckAsync(string name)
    {
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, name);
        await Page.SetViewportSizeAsync(390, 844);
        await Axe.ExpectCleanInBothThemesAsync(Page);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{name} scrolls sideways on a telephone.");
        await Page.SetViewportSizeAsync(1440, 900);
    }

    // Asks for a token in vain and answers with the trace id that the caller got.
    private async Task<string> RefuseAsync(string client, string? scope = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.At("/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", scope ?? "openid")]),
        };
        var secret = scope is null ? Wrong : "example-machine-secret";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        using var answer = await http.SendAsync(request, Cancelled);
        Assert.False(answer.IsSuccessStatusCode);
        return Assert.Single(answer.Headers.GetValues("X-Request-Id"));
    }
}
