using Bunit;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Dex.Web.Components.Users;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

public sealed class PersonPageTests : UserPagesContext
{
    [Fact]
    public void The_page_tells_what_the_connector_said_and_what_the_person_allowed()
    {
        Clients.Put(new Client { Id = "portal", Name = "Customer portal" });
        var page = Show(Person("jane", "ldap", Consent("portal", "openid", "email"), Consent("gone", "openid")), out _);

        Assert.Equal("Name of jane", page.Find("h1").TextContent);
        Assert.Equal("Open. Last sign-in 1 min ago, 2 applications have consent.", page.Find(".dx-answer").TextContent);
        Assert.Contains("jane@example.com, verified", page.Markup, StringComparison.Ordinal);
        Assert.Contains(Subject.Encode("jane", "ldap"), page.Markup, StringComparison.Ordinal);
        var portal = page.Find("[data-testid=consent-row-portal]");
        Assert.Contains("Customer portal", portal.TextContent, StringComparison.Ordinal);
        Assert.Equal(["openid", "email"], portal.QuerySelectorAll(".dx-chip-own").Select(chip => chip.TextContent.Trim()));
        Assert.Contains("No client any more", page.Find("[data-testid=consent-row-gone]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void One_consent_is_taken_back_after_a_question()
    {
        var page = Show(Person("jane", "ldap", Consent("portal", "openid"), Consent("billing", "openid")), out var dialogs);

        page.Find("[data-testid=consent-row-portal] button").Click();
        Press(dialogs, "Take back");

        page.WaitForAssertion(() => Assert.Equal("billing", Assert.Single(People["ldap", "jane"]!.Consents).ClientId));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=consent-row-portal]")));
        Assert.Contains("maria@example.com took back the consent to portal", page.Find(".dx-recent").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void All_consents_are_taken_back_after_the_person_is_named()
    {
        var page = Show(Person("jane", "ldap", Consent("portal", "openid"), Consent("billing", "openid")), out var dialogs);

        Press(page, "Take back all…");
        dialogs.WaitForAssertion(() => Assert.Contains("2 applications have consent now, none will have it then", dialogs.Markup, StringComparison.Ordinal));
        dialogs.Find(".dx-confirm input").Input("jane@example.com");
        Press(dialogs, "Take back all");

        page.WaitForAssertion(() => Assert.Empty(People["ldap", "jane"]!.Consents));
        page.WaitForAssertion(() => Assert.Contains("No application has this person’s consent", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hour", 1)]
    [InlineData("week", 168)]
    public void A_person_is_blocked_for_a_while(string choice, int hours)
    {
        var page = Show(Person("jane"), out var dialogs);

        Press(page, "Block…");
        dialogs.WaitForAssertion(() => dialogs.Find("#dx-block-until"));
        dialogs.Find("#dx-block-until").Change(choice);
        Press(dialogs, "Block");

        page.WaitForAssertion(() => Assert.Equal(Now.AddHours(hours), People["ldap", "jane"]!.BlockedUntil));
        page.WaitForAssertion(() => Assert.StartsWith("Blocked until", page.Find(".dx-answer").TextContent, StringComparison.Ordinal));
        Press(page, "Lift the block");
        page.WaitForAssertion(() => Assert.Null(People["ldap", "jane"]!.BlockedUntil));
    }

    [Fact]
    public void A_person_is_blocked_for_good_or_until_a_day_that_is_to_come()
    {
        var page = Show(Person("jane"), out var dialogs);
        Press(page, "Block…");
        dialogs.WaitForAssertion(() => dialogs.Find("#dx-block-until"));
        dialogs.Find("#dx-block-until").Change("day");
        Press(dialogs, "Block");
        dialogs.WaitForAssertion(() => Assert.Contains("Choose a day.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        dialogs.Find("#dx-block-day").Change("2026-11-23");
        Press(dialogs, "Block");
        dialogs.WaitForAssertion(() => Assert.Contains("The block would end in the past.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        dialogs.Find("#dx-block-until").Change("good");
        Press(dialogs, "Block");

        page.WaitForAssertion(() => Assert.Equal("Blocked for good: every sign-in of this person is refused.", page.Find(".dx-answer").TextContent));
    }

    [Fact]
    public void Who_blocks_an_administrators_account_is_told_what_to_do_instead()
    {
        Accounts.Put(Account("jane@example.com") with { UserId = "jane", IsAdministrator = true });
        var page = Show(Person("jane", "local"), out var dialogs);
        Assert.Equal("users/accounts/jane%40example.com", page.FindAll(".dx-facts a")[^1].GetAttribute("href"));

        Press(page, "Block…");
        dialogs.WaitForAssertion(() => dialogs.Find("#dx-block-until"));
        Press(dialogs, "Block");

        dialogs.WaitForAssertion(() => Assert.Contains("Lock the account", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(People["local", "jane"]!.BlockedUntil);
    }

    [Fact]
    public void Forgetting_says_that_a_block_goes_too_and_asks_for_the_person()
    {
        var page = Show(Person("jane", "ldap", Consent("portal", "openid")) with { BlockedUntil = UserIdentity.ForGood }, out var dialogs);

        Choose(page, "Forget…");
        dialogs.WaitForAssertion(() => Assert.Contains("1 consent go with the record", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("The block goes too", dialogs.Markup, StringComparison.Ordinal);
        dialogs.Find(".dx-confirm input").Input("jane@example.com");
        Press(dialogs, "Forget person");

        page.WaitForAssertion(() => Assert.Null(People["ldap", "jane"]));
        page.WaitForAssertion(() => Assert.Equal("users/identities", Address));
    }

    [Theory]
    [InlineData("no+sub", "The address is no sub of this server.")]
    [InlineData("CgRqYW5lEgRsZGFw", "Nobody of connector ldap has signed in with the user id jane")]
    public void Who_is_not_there_is_said_not_to_be_there(string sub, string words)
    {
        var page = Open<PersonPage>($"users/identities/{sub}", out _, parameters => parameters.Add(p => p.Sub, sub));

        Assert.Contains(words, page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<PersonPage> Show(UserIdentity identity, out IRenderedComponent<MudDialogProvider> dialogs)
    {
        People.Put(identity);
        var address = UserAddress.OfIdentity(identity.ConnectorId, identity.UserId);
        return Open<PersonPage>(address, out dialogs, parameters => parameters.Add(page => page.Sub, address[(address.LastIndexOf('/') + 1)..]));
    }
}
