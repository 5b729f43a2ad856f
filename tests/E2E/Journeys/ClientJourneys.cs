using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;

namespace Dex.Tests.E2E.Journeys;

/// <summary>An administrator and the clients: register, hand out, hand over, disagree.</summary>
public sealed class ClientJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private readonly string _name = $"Invoice sync {Guid.NewGuid().ToString("N")[..8]}";

    private string Id => _name.ToLowerInvariant().Replace(' ', '-');

    [Fact]
    public async Task A_machine_gets_a_token_with_the_secret_shown_once_and_its_secret_is_rotated_without_an_outage()
    {
        await SignInAsync(Page);
        var first = await RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, await AskForTokenAsync(first));

        var client = new ClientDetailPage(Page);
        var dialog = new SecretDialog(Page);
        await client.NewSecret.ClickAsync();
        await client.MakeSecret.ClickAsync();
        await Assertions.Expect(dialog.Secret).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog.Secret).ToBeVisibleAsync();
        var second = await dialog.ReadAsync();
        await dialog.PutAwayAsync();
        Assert.DoesNotContain(second, await Page.ContentAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await AskForTokenAsync(first));
        Assert.Equal(HttpStatusCode.OK, await AskForTokenAsync(second));
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Rotation" })).ToBeVisibleAsync();

        var label = await OldestLabelAsync();
        await Page.ReloadAsync();
        await client.RetireAsync(label, wasUsed: true);
        await Assertions.Expect(client.Secret(label)).ToContainTextAsync("Retired");

        Assert.Equal(HttpStatusCode.Unauthorized, await AskForTokenAsync(first));
        Assert.Equal(HttpStatusCode.OK, await AskForTokenAsync(second));
        await client.DeleteAsync(Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskForTokenAsync(second));
    }

    [Fact]
    public async Task Two_people_who_edit_the_same_client_lose_nothing()
    {
        await SignInAsync(Page);
        await RegisterAsync();
        var mine = new ClientDetailPage(Page);
        await mine.OpenAsync(Id, "overview");
        var visit = await OpenBrowserAsync();
        await SignInAsync(visit.Page);
        var theirs = new ClientDetailPage(visit.Page);
        await theirs.OpenAsync(Id, "overview");

        await mine.Name.FillAsync($"{_name} of mine");
        await mine.Description.FillAsync("What I wrote");
        await theirs.Description.FillAsync("What they wrote");
        await theirs.Save.ClickAsync();
        await Assertions.Expect(theirs.Saved).ToBeVisibleAsync();
        await Assertions.Expect(mine.Description).ToHaveValueAsync("What I wrote");
        await mine.Save.ClickAsync();

        await Assertions.Expect(mine.Choice("Description", "theirs")).Not.ToBeCheckedAsync();
        await Assertions.Expect(mine.Choice("Description", "yours")).Not.ToBeCheckedAsync();
        await Assertions.Expect(mine.Choice("Name", "yours")).ToBeCheckedAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await mine.Choice("Description", "theirs").CheckAsync();
        await mine.SaveMerged.ClickAsync();

        await Assertions.Expect(mine.Description).ToHaveValueAsync("What they wrote");
        await Assertions.Expect(theirs.Heading).ToHaveTextAsync($"{_name} of mine");
        await mine.DeleteAsync(Id);
    }

    [Fact]
    public async Task A_trial_is_a_real_call_and_says_why_each_claim_is_there()
    {
        await SignInAsync(Page);
        await RegisterAsync();
        var client = new ClientDetailPage(Page);
        await client.OpenAsync(Id, "try-it");

        await client.Send.ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "200 OK" })).ToBeVisibleAsync();
        await Assertions.Expect(client.Claim("sub")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("Never issued to this grant.")).ToBeVisibleAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);

        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Scopes" }).FillAsync("offline_access");
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "400 Bad Request" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("scope.not_for_machines", new() { Exact = true })).ToBeVisibleAsync();
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await client.DeleteAsync(Id);
    }

    [Fact]
    public async Task Every_page_of_clients_is_accessible_in_both_themes_and_keeps_within_a_telephone()
    {
        await SignInAsync(Page);
        var list = new ClientsPage(Page);
        await list.OpenAsync();
        await LookAsync("clients");
        var form = new NewClientPage(Page);
        await form.OpenAsync();
        await LookAsync("client-new");
        await RegisterAsync(look: true);
        var client = new ClientDetailPage(Page);
        foreach (var tab in ClientDetailPage.MachineTabs)
        {
            await client.OpenAsync(Id, tab);
            await LookAsync($"client-{tab}");
        }

        await client.OpenAsync(Id, "overview");
        await client.Description.FillAsync("Something to save");
        await Assertions.Expect(client.Save).ToBeVisibleAsync();
        await LookAsync("client-unsaved");
        await client.Save.ClickAsync();
        await Assertions.Expect(client.Saved).ToBeVisibleAsync();
        await client.DeleteAsync(Id);
    }

    private async Task LookAsync(string name)
    {
        await Axe.ExpectCleanInBothThemesAsync(Page);
        await Screenshots.TakeAsync(Page, name);
        await Page.SetViewportSizeAsync(390, 844);
        await Theme.SettleAsync(Page);
        await Axe.ExpectCleanAsync(Page);
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at 390 px.");
        await Page.SetViewportSizeAsync(1440, 900);
    }

    /// <summary>Registers the machine through the form and answers with its secret; the page is then its credentials.</summary>
    private async Task<string> RegisterAsync(bool look = false)
    {
        var form = new NewClientPage(Page);
        await form.OpenAsync();
        await form.Name.FillAsync(_name);
        await Assertions.Expect(form.Id).ToHaveValueAsync(Id);
        await form.Create.ClickAsync();
        var dialog = new SecretDialog(Page);
        await Assertions.Expect(dialog.Secret).ToBeVisibleAsync();
        if (look)
        {
            await LookAsync("client-secret");
        }

        var secret = await dialog.ReadAsync();
        await dialog.PutAwayAsync();
        await Page.WaitForURLAsync("**/credentials");
        return secret;
    }

    private async Task<string> OldestLabelAsync() =>
        (await Page.Locator("[data-testid^=secret-row-]").Last.GetAttributeAsync("data-testid"))!["secret-row-".Length..];

    private async Task SignInAsync(IPage page)
    {
        var signIn = new SignInPage(page);
        await signIn.OpenAsync("/clients");
        await signIn.SubmitAsync(Server.Email, Server.Password);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Clients", Level = 1 })).ToBeVisibleAsync();
    }

    private async Task<HttpStatusCode> AskForTokenAsync(string secret)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.At("/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{secret}")));
        using var response = await http.SendAsync(request, Cancelled);
        return response.StatusCode;
    }
}
