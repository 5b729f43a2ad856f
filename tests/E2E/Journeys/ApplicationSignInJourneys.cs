using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>People sign in to an application: choose, say who they are, allow, and are there.</summary>
public sealed class ApplicationSignInJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    [Fact]
    public async Task The_sample_person_consents_and_the_application_gets_every_claim_that_was_shown()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await GoAsync(Page, $"scope=openid+profile+email+groups+federated:id+audience:server:client_id:{ApplicationConfiguration.Peer}");
        var chooser = new ChooserPage(Page);
        await chooser.ExpectAsync();
        await Expect(Page.GetByText("to continue to Customer portal")).ToBeVisibleAsync();
        await chooser.ChooseAsync("Example");

        var consent = new ConsentPage(Page);
        await consent.ExpectAsync("Customer portal");
        await Expect(consent.Asked).ToContainTextAsync(
            ["Kilgore Trout", "kilgore@kilgore.trout", "authors", "mock, 0-385-28089-0", "Ledger API will know it is you"]);
        await consent.Allow.ClickAsync();

        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
        var person = Assert.Single(Application.SignIns);
        Claims.Expect(person.IdToken, new()
        {
            ["iss"] = Server.Issuer,
            ["sub"] = Claims.Subject("0-385-28089-0", "mock"),
            ["aud"] = $$"""["{{ApplicationConfiguration.Peer}}","{{RelyingPartySite.ClientId}}"]""",
            ["azp"] = RelyingPartySite.ClientId,
            ["email"] = "kilgore@kilgore.trout",
            ["email_verified"] = "true",
            ["groups"] = """["authors"]""",
            ["name"] = "Kilgore Trout",
            ["federated_claims"] = """{"connector_id":"mock","user_id":"0-385-28089-0"}""",
        });
        Assert.Equal(["nonce", "auth_time", "at_hash", "c_hash"], Claims.Others(person.IdToken));
        Assert.Equal(["nonce", "auth_time", "at_hash"], Claims.Others(person.AccessToken));
        Assert.InRange(person.IdToken.IssuedAt, before.UtcDateTime, DateTime.UtcNow);
        Assert.Equal(TimeSpan.FromHours(24), person.IdToken.ValidTo - person.IdToken.IssuedAt);
        Assert.Equal("bearer", person.Answer.GetProperty("token_type").GetString());
        Assert.Equal(person.IdToken.Subject, await Claims.SubjectAtUserInfoAsync(Server, person, Cancelled));
    }

    [Fact]
    public async Task The_person_of_an_account_comes_in_by_e_mail_and_password()
    {
        await SignInByPasswordAsync(Page);
        await Expect(new ConsentPage(Page).Asked).ToContainTextAsync(["admin", "admin@example.com", "Your groups"]);
        await new ConsentPage(Page).Allow.ClickAsync();

        await new ApplicationPage(Page).ExpectSignedInAsync("admin");
        var person = Assert.Single(Application.SignIns);
        Claims.Expect(person.IdToken, new()
        {
            ["iss"] = Server.Issuer,
            ["sub"] = Claims.Subject("08a8684b-db88-4b73-90a9-3cd1661f5466", "local"),
            ["aud"] = RelyingPartySite.ClientId,
            ["email"] = "admin@example.com",
            ["email_verified"] = "true",
            ["name"] = "admin",
        });
    }

    [Fact]
    public async Task Consent_is_remembered_until_the_application_asks_for_more_or_asks_for_the_question()
    {
        var consent = new ConsentPage(Page);
        await SignInBySampleAsync(Page);
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");

        await GoSignInAsync(Page, "prompt=login");
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");

        await GoSignInAsync(Page, "prompt=consent");
        await new ChooserPage(Page).ChooseAsync("Example");
        await consent.ExpectAsync("Customer portal");

        await GoAsync(Page, "scope=openid+profile+federated:id");
        await new ChooserPage(Page).ChooseAsync("Example");
        await consent.ExpectAsync("Customer portal");
        Assert.Equal(2, Application.SignIns.Count);
    }

    [Fact]
    public async Task Who_cancels_is_back_at_the_application_which_says_so()
    {
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");

        await new ConsentPage(Page).Cancel.ClickAsync();

        await new ApplicationPage(Page).ExpectRefusalAsync("access_denied");
        Assert.Empty(Application.SignIns);
    }

    [Fact]
    public async Task Who_is_not_who_they_seem_signs_in_as_somebody_else()
    {
        await GoSignInAsync(Page);
        await new ChooserPage(Page).ChooseAsync("Example");
        var consent = new ConsentPage(Page);
        await Expect(Page.GetByText("You are signed in as kilgore@kilgore.trout")).ToBeVisibleAsync();

        await consent.NotYou.ClickAsync();
        await new ChooserPage(Page).ChooseAsync("Email");
        await new SignInPage(Page).SubmitAsync(Server.Email, Server.Password);
        await consent.Allow.ClickAsync();

        await new ApplicationPage(Page).ExpectSignedInAsync("admin");
    }

    [Fact]
    public async Task An_application_that_wants_no_page_is_told_that_somebody_has_to_sign_in()
    {
        await GoSignInAsync(Page, "prompt=none");

        await new ApplicationPage(Page).ExpectRefusalAsync("login_required");
    }

    [Theory]
    [InlineData("query")]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task The_answer_arrives_by_the_way_that_the_application_chose(string mode)
    {
        await SignInBySampleAsync(Page, $"response_mode={mode}");

        await new ApplicationPage(Page).ExpectSignedInAsync("Kilgore Trout");
        Assert.Equal(mode == "query", new Uri(Page.Url).Query.Contains("code=", StringComparison.Ordinal));
    }
}
