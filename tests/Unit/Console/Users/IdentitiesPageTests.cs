using Bunit;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;
using Dex.Web.Components.Users;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

public sealed class IdentitiesPageTests : UserPagesContext
{
    [Fact]
    public void The_answer_counts_people_and_those_who_are_blocked()
    {
        People.Put(Person("jane"));
        People.Put(Person("bob") with { BlockedUntil = UserIdentity.ForGood });
        People.Put(Person("eve") with { BlockedUntil = Now });

        Assert.Equal("3 people have signed in, 1 is blocked.", Show("users/identities", out _).Find(".dx-answer").TextContent);
    }

    [Fact]
    public void Rows_tell_what_was_allowed_and_who_is_blocked()
    {
        People.Put(Person("jane", "ldap", Consent("a"), Consent("b"), Consent("c")));
        People.Put(Person("bob", "local") with { BlockedUntil = Now.AddHours(1) });

        var page = Show("users/identities", out _);

        var jane = page.Find("[data-testid=identity-row-ldap-jane]");
        Assert.Contains("+1", jane.TextContent, StringComparison.Ordinal);
        Assert.Equal(UserAddress.OfIdentity("ldap", "jane"), jane.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("until 23 Nov 2026, 15:32 UTC", page.Find("[data-testid=identity-row-local-bob]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_says_what_is_listed()
    {
        People.Put(Person("jane", "ldap", Consent("portal")));
        People.Put(Person("bob", "ldap"));
        People.Put(Person("carl", "local", Consent("portal")));
        People.Put(Person("dora", "ldap", Consent("portal")) with { BlockedUntil = UserIdentity.ForGood });

        var page = Show("users/identities?connector=ldap&client=portal&state=blocked&q=do", out _);

        Assert.Equal(["identity-row-ldap-dora"], page.FindAll("tr[data-testid]").Select(row => row.GetAttribute("data-testid")));
        Assert.Equal(("do", "ldap", "portal", Now), (People.LastQuery!.Search, People.LastQuery.ConnectorId, People.LastQuery.ConsentedTo, People.LastQuery.BlockedAt));
        Assert.Equal(["ldap", "Blocked", "portal"], page.FindAll(".dx-filter-chip-on b").Select(value => value.TextContent));

        page.Find("[aria-label='Clear the filter Consented to portal']").Click();
        Assert.Equal("users/identities?q=do&connector=ldap&state=blocked", Address);
    }

    [Fact]
    public void A_client_is_named_by_its_id_and_proposed_by_name()
    {
        Clients.Put(new Domain.Clients.Client { Id = "portal", Name = "Customer portal" });
        var page = Show("users/identities", out _);

        Assert.Equal("portal", page.Find("datalist option").GetAttribute("value"));
        page.Find("[aria-label='Consented to client']").Change(" portal ");

        Assert.Equal("users/identities?client=portal", Address);
    }

    [Fact]
    public void Everybodys_consent_to_a_client_is_taken_back_after_its_id_is_typed()
    {
        People.Put(Person("jane", "ldap", Consent("portal"), Consent("billing")));
        People.Put(Person("bob", "ldap", Consent("portal")));
        var page = Show("users/identities?client=portal&q=jane", out var dialogs);

        Press(page, "Take back everybody’s…");
        dialogs.WaitForAssertion(() => Assert.Contains("2 people have consented to portal.", dialogs.Markup, StringComparison.Ordinal));
        dialogs.Find(".dx-confirm input").Input("portal");
        Press(dialogs, "Take back all");

        page.WaitForAssertion(() => Assert.Empty(People["ldap", "bob"]!.Consents));
        Assert.Equal("billing", Assert.Single(People["ldap", "jane"]!.Consents).ClientId);
        page.WaitForAssertion(() => Assert.Contains("Nothing matches “jane”, consented to portal.", page.Find(".dx-empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Before_the_first_sign_in_the_page_says_who_will_be_here() =>
        Assert.Contains("Nobody yet.", Show("users/identities", out _).Find(".dx-empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void A_list_that_cannot_be_read_says_so_and_comes_back()
    {
        People.Failure = new StorageUnavailableException("gone");
        var page = Show("users/identities", out _);
        Assert.Contains("The identities could not be read.", page.Find(".dx-failed").TextContent, StringComparison.Ordinal);

        People.Failure = null;
        People.Put(Person("jane"));
        page.Find(".dx-failed button").Click();

        page.WaitForAssertion(() => page.Find("[data-testid=identity-row-ldap-jane]"));
    }

    private IRenderedComponent<IdentitiesPage> Show(string address, out IRenderedComponent<MudDialogProvider> dialogs) => Open<IdentitiesPage>(address, out dialogs);
}
