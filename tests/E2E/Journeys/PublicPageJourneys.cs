using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>What somebody sees who comes without an application, or with a request that nobody should follow.</summary>
public sealed class PublicPageJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    private const string Elsewhere = "https%3A%2F%2Felsewhere.example%2Fcallback";

    [Fact]
    public async Task The_issuers_own_address_says_what_this_is_and_leads_to_the_discovery_document()
    {
        Visit.Expect("/favicon.ico"); // which browsers look for beside a document that is no page
        await Page.GotoAsync(Server.Issuer);
        await Expect(Page.GetByText("Applications send people here to sign in.")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Discovery document" }).ClickAsync();

        await Expect(Page).ToHaveURLAsync($"{Server.Issuer}/.well-known/openid-configuration");
        await Expect(Page.GetByText($"\"{Server.Issuer}\"")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData($"client_id=nobody&redirect_uri={Elsewhere}")]
    [InlineData($"client_id=nobody&redirect_uri={Elsewhere}&response_mode=form_post&prompt=none")]
    [InlineData($"client_id=customer-portal&redirect_uri={Elsewhere}&connector_id=mock")]
    [InlineData($"client_id=customer-portal&redirect_uri={Elsewhere}&prompt=none&state=a")]
    [InlineData("client_id=customer-portal&redirect_uri=javascript:alert(1)&connector_id=mock")]
    public async Task A_request_that_names_an_address_of_its_own_never_leads_there(string query)
    {
        Visit.Expect("400");
        await Page.GotoAsync($"{Server.Issuer}/auth?response_type=code&scope=openid&{query}");

        await Expect(Page.GetByText("What you can do")).ToBeVisibleAsync();
        await Expect(new FailurePage(Page).Heading).ToHaveTextAsync("Bad Request");
        Assert.StartsWith(Server.Issuer, Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", await Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chooser_shows_no_address_that_is_not_registered_and_the_next_step_refuses_it()
    {
        Visit.Expect("400");
        await Page.GotoAsync($"{Server.Issuer}/auth?response_type=code&scope=openid&client_id=customer-portal&redirect_uri={Elsewhere}");
        var chooser = new ChooserPage(Page);
        await chooser.ExpectAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("You will come back");

        await chooser.ChooseAsync("Example");

        await Expect(new FailurePage(Page).Heading).ToHaveTextAsync("Bad Request");
        Assert.StartsWith(Server.Issuer, Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_a_failure_is_copied_and_found_in_the_log()
    {
        Visit.Expect("400");
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Page.GotoAsync($"{Server.Issuer}/auth?client_id=nobody");

        await new FailurePage(Page).Copy.ClickAsync();

        var number = await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await Expect(new FailurePage(Page).Number).ToHaveTextAsync(number);
        Assert.Contains($"request_id={number}", Server.Log, StringComparison.Ordinal);
    }
}
