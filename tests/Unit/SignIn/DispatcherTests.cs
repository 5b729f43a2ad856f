using Dex.Domain.Clients;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.10 and 4.13: every step comes back to <c>/auth</c> with a proof, and what was true at the start is asked again.</summary>
public sealed class DispatcherTests(SignInServer shared, FakeUpstreams upstreams) : SignInTest(shared), IClassFixture<FakeUpstreams>
{
    private static readonly (string, string?) Email = ("scope", "openid email");

    public override ValueTask InitializeAsync()
    {
        Use(upstreams.Server);
        upstreams.Connectors.Reset();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_has_signed_in_and_not_consented_is_sent_to_the_consent_page()
    {
        var browser = await IdentifiedAsync(changes: Email);

        Assert.Equal([302, 303, 303, 200], browser.Answers.Select(answer => (int)answer.StatusCode));
        Assert.Matches("^/dex/approval\\?hmac=[A-Za-z0-9_-]{43}&req=[a-z0-9]{20,}$", browser.Answers[2].Header("Location"));
    }

    [Theory]
    [InlineData("/auth?req=REQ", 401, "flow.proof_missing")]
    [InlineData("/auth?req=REQ&hmac=", 401, "flow.proof_missing")]
    [InlineData("/auth?req=unknown", 401, "flow.proof_missing")]
    [InlineData("/auth?req=unknown&hmac=HMAC", 400, "flow.request_gone")]
    [InlineData("/auth?req=REQ&hmac=wrong", 401, "flow.proof_invalid")]
    [InlineData("/auth?req=REQ&hmac=HMAC", 401, "flow.proof_invalid")]
    [InlineData("/approval?req=REQ", 401, "flow.proof_missing")]
    [InlineData("/approval?req=unknown", 401, "flow.proof_missing")]
    [InlineData("/approval?req=unknown&hmac=HMAC", 400, "flow.request_gone")]
    [InlineData("/approval?hmac=HMAC", 400, "flow.request_gone")]
    [InlineData("/approval?req=REQ&hmac=wrong", 401, "flow.proof_invalid")]
    [InlineData("/approval?req=REQ&hmac=CONTINUE", 401, "flow.proof_invalid")]
    public async Task Nobody_goes_on_without_the_proof_of_the_step_before(string target, int status, string rule)
    {
        var asked = await IdentifiedAsync(changes: Email);
        var next = asked.Answers[1].Header("Location")!;

        // HMAC is the proof for the consent page, CONTINUE that of the sign-in: neither proves the other step.
        var browser = await OpenAsync(target
            .Replace("REQ", asked.Parameter("req"), StringComparison.Ordinal)
            .Replace("HMAC", asked.Parameter("hmac"), StringComparison.Ordinal)
            .Replace("CONTINUE", next.Split("hmac=")[1].Split('&')[0], StringComparison.Ordinal));

        AssertPage(browser, status, rule);
    }

    [Fact]
    public async Task Without_a_person_there_is_nothing_to_go_on_with_whatever_the_proof_is()
    {
        var browser = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
        var request = browser.Parameter("state");

        AssertPage(await OpenAsync($"/auth?req={request}&hmac=wrong"), 400, "flow.not_signed_in");
        AssertPage(await OpenAsync($"/approval?req={request}&hmac=wrong"), 400, "flow.not_signed_in");
    }

    [Fact]
    public async Task The_proof_of_one_request_proves_nothing_about_another()
    {
        var first = await IdentifiedAsync(changes: Email);
        var second = await IdentifiedAsync(changes: Email);

        AssertPage(await OpenAsync($"/approval?req={first.Parameter("req")}&hmac={second.Parameter("hmac")}"), 401, "flow.proof_invalid");
    }

    [Fact]
    public async Task A_later_sign_in_to_the_same_request_makes_earlier_proofs_worthless()
    {
        var first = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web, Email));
        var second = await OpenAsync(first.Address.AbsoluteUri);
        await first.TypeAsync("kilgore", "trout");
        await second.TypeAsync("kilgore", "trout");

        await first.AllowAsync();
        AssertPage(first, 401, "flow.proof_invalid");
        await second.AllowAsync();
        Assert.NotEmpty(ClientAnswer.Of(second).Code);
    }

    [Fact]
    public async Task A_step_may_also_come_back_by_a_post()
    {
        var asked = await IdentifiedAsync(changes: Email);
        var next = new Uri(Dex.At(""), asked.Answers[1].Header("Location"));
        var browser = Browser();

        await browser.PostAsync("/auth", [.. QueryHelpers.ParseQuery(next.Query).Select(pair => (pair.Key, pair.Value.ToString()))]);

        Assert.Equal((303, null, ""), (browser.Status, browser.Answer.Header("Content-Type"), browser.Text));
        Assert.StartsWith("/dex/approval?", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proof_of_the_sign_in_never_passes_for_consent()
    {
        var asked = await IdentifiedAsync(changes: Email);

        var again = await GoAsync(Dex.At("").GetLeftPart(UriPartial.Authority) + asked.Answers[1].Header("Location"));

        Assert.StartsWith("/dex/approval?", again.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_was_disabled_meanwhile_learns_that_it_is_unauthorized()
    {
        var browser = await ChangedAsync(client => client with { Enabled = false });

        AssertTold(browser, "unauthorized_client", "client.disabled_meanwhile");
    }

    [Fact]
    public async Task A_client_whose_grant_was_taken_meanwhile_learns_that_it_is_unauthorized()
    {
        var browser = await ChangedAsync(client => client with { AllowedGrantTypes = ["client_credentials"] });

        AssertTold(browser, "unauthorized_client", "response_type.disabled_by_client");
    }

    [Fact]
    public async Task An_address_that_was_taken_from_the_client_meanwhile_is_not_gone_to()
    {
        var browser = await ChangedAsync(client => client with { RedirectUris = ["https://moved.example.com/"] });

        AssertPage(browser, 400, "redirect_uri.unregistered");
    }

    [Fact]
    public async Task Where_the_client_is_gone_there_is_nobody_to_answer()
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}");
        var browser = await IdentifiedAsync(client.Id, SignInServer.Mock, ("prompt", "consent"));
        await Dex.RemoveAsync(client);

        var page = await OpenAsync(browser.Address.AbsoluteUri);
        AssertPage(page, 400, "flow.request_gone");
        await browser.AllowAsync();
        AssertPage(browser, 400, "flow.request_gone");
    }

    [Fact]
    public async Task A_person_who_was_blocked_meanwhile_gets_no_further()
    {
        upstreams.Connectors.Person = upstreams.Connectors.Person with { UserId = "blocked-meanwhile" };
        var browser = await OpenAsync($"/auth/{FakeConnectors.Watching}" + Parameters.Asking(SignInServer.Web, Email));
        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);
        Assert.True(IsConsent(browser));

        await Dex.BlockAsync(FakeConnectors.Watching, "blocked-meanwhile", DateTimeOffset.UtcNow.AddHours(1));
        await browser.AllowAsync();

        AssertPage(browser, 403, "login.blocked");
    }

    // Somebody changes the client while its person looks at the consent page and then says yes.
    private async Task<BrowserWalk> ChangedAsync(Func<Client, Client> change)
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}");
        var browser = await IdentifiedAsync(client.Id, SignInServer.Mock, ("prompt", "consent"));
        await Dex.ChangeAsync(client, change);
        await browser.AllowAsync();
        return browser;
    }
}
