using Bunit;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Users;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

public sealed class AccountsPageTests : UserPagesContext
{
    [Fact]
    public void The_answer_counts_accounts_and_those_that_are_locked()
    {
        Accounts.Put(Account("a@example.com"));
        Accounts.Put(Account("b@example.com"));
        Accounts.Put(Account("c@example.com") with { IsLocked = true });

        var page = Show("users");

        Assert.Equal("3 accounts, 1 is locked.", page.Find(".dx-answer").TextContent);
        Assert.Equal(["Accounts"], page.FindAll(".dx-routed-tabs [aria-current=page]").Select(tab => tab.TextContent.Trim()));
    }

    [Fact]
    public void The_address_says_what_is_listed_and_the_store_is_asked_for_one_page()
    {
        for (var number = 0; number < 30; number++)
        {
            Accounts.Put(Account($"jane{number:00}@example.com") with { IsLocked = true });
        }

        Accounts.Put(Account("jane-open@example.com"));
        Accounts.Put(Account("bob@example.com") with { IsLocked = true });

        var page = Show("users?q=jane&state=locked&page=2");

        Assert.Equal(["jane25@example.com", "jane26@example.com", "jane27@example.com", "jane28@example.com", "jane29@example.com"], RowsOf(page));
        Assert.Equal(("jane", true, 25, 25), (Accounts.LastQuery!.Search, Accounts.LastQuery.IsLocked, Accounts.LastQuery.Offset, Accounts.LastQuery.Count));
        Assert.Equal("Locked", page.Find(".dx-filter-chip-on b").TextContent);
        Assert.Contains("26–30 of 30 accounts", page.Find(".dx-pager").TextContent, StringComparison.Ordinal);

        page.Find(".dx-filter-clear").Click();
        Assert.Equal("users?q=jane", Address);
    }

    [Fact]
    public void What_is_typed_goes_into_the_address_after_a_pause()
    {
        Accounts.Put(Account("jane@example.com"));
        Accounts.Put(Account("bob@example.com"));
        var page = Show("users");

        page.Find("input[type=search]").Input("bob");
        Clock.Advance(TimeSpan.FromMilliseconds(250));

        page.WaitForAssertion(() => Assert.Equal("users?q=bob", Address));
        page.WaitForAssertion(() => Assert.Equal(["bob@example.com"], RowsOf(page)));
    }

    [Fact]
    public void A_filter_without_a_hit_names_itself_and_can_be_cleared()
    {
        Accounts.Put(Account("jane@example.com"));
        var page = Show("users?q=depot&state=open");

        Assert.Contains("Nothing matches “depot”, not locked.", page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
        page.Find(".dx-link-button").Click();

        Assert.Equal("users", Address);
    }

    [Fact]
    public void Without_an_account_the_page_says_how_to_get_one()
    {
        var page = Show("users");

        Assert.Contains("There is no account", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal("users/new", page.Find(".dx-empty a").GetAttribute("href"));
    }

    [Fact]
    public void A_list_that_cannot_be_read_says_so_and_comes_back()
    {
        Accounts.Put(Account("jane@example.com"));
        Accounts.Failure = new StorageUnavailableException("gone");
        var page = Show("users");
        Assert.Contains("The accounts could not be read.", page.Find(".dx-failed").TextContent, StringComparison.Ordinal);

        Accounts.Failure = null;
        page.Find(".dx-failed button").Click();

        page.WaitForAssertion(() => Assert.Single(RowsOf(page)));
    }

    [Fact]
    public void Every_state_of_an_account_has_its_shape_and_words()
    {
        Accounts.Put(Account("a@example.com"));
        Accounts.Put(Account("b@example.com") with { IsLocked = true });
        Accounts.Put(Account("c@example.com"));
        Accounts.LockOuts["c@example.com"] = new LockOut(6, Now.AddMinutes(2));
        Accounts.Put(Account("d@example.com"));
        Accounts.LockOuts["d@example.com"] = new LockOut(2, null);
        Accounts.Put(Account("e@example.com") with { UserId = "" });
        Accounts.Put(Account("f@example.com") with { PasswordHash = "$2a$04$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy" });
        Accounts.Put(Account("g@example.com"));
        Accounts.LockOuts["g@example.com"] = new LockOut(6, Now);

        var states = Show("users").FindAll(".dx-status").Select(status => string.Join('|', status.QuerySelectorAll(".dx-status-word, .dx-status-second").Select(part => part.TextContent)));

        Assert.Equal(
            [
                "Open", "Locked|by an administrator", "Locked out|until 14:34 UTC after 6 failures", "Open|2 failed attempts", "Cannot sign in|it has no user id",
                "Cannot sign in|its password hash is too cheap", "Open|6 failed attempts",
            ],
            states);
    }

    [Fact]
    public void Tags_tell_where_an_account_comes_from_and_what_it_may()
    {
        Accounts.Put(Account(Me.Email) with { IsAdministrator = true });
        Accounts.Put(Account("filed@example.com") with { IsFromFile = true });
        Accounts.Put(Account("sample@example.com") with { IsSample = true });

        var page = Show("users");

        Assert.Equal(["file"], TagsOf(page, "filed@example.com"));
        Assert.Equal(["administrator", "you"], TagsOf(page, Me.Email));
        Assert.Equal(["sample"], TagsOf(page, "sample@example.com"));
    }

    [Fact]
    public void While_the_password_database_is_off_only_accounts_of_administrators_are_said_to_be_of_use()
    {
        Connectors.Listed.Clear();
        Accounts.Put(Account("admin@example.com") with { IsAdministrator = true });
        Accounts.Put(Account("jane@example.com"));

        var page = Show("users");

        Assert.Contains("only the accounts of administrators can be used", page.Find("[role=note]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Open", "Not in use"], page.FindAll(".dx-status-word").Select(word => word.TextContent));
    }

    [Fact]
    public void While_it_is_on_nothing_is_said_of_it()
    {
        Accounts.Put(Account("jane@example.com"));

        Assert.Empty(Show("users").FindAll("[role=note]"));
    }

    [Fact]
    public void On_a_telephone_each_account_is_a_card()
    {
        Accounts.Put(Account("jane@example.com", "Jane") with { Groups = ["a", "b", "c"] });
        RenderDialogs();
        Navigation.NavigateTo("users");

        var page = Render<AccountsPage>(parameters => parameters.AddCascadingValue(Screen.Unknown with { Width = "phone" }));

        Assert.Contains("3 groups", page.Find("[data-testid='account-row-jane@example.com']").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    private static List<string> TagsOf(IRenderedComponent<AccountsPage> page, string email) =>
        [.. page.FindAll($"[data-testid='account-row-{email}'] .dx-tag").Select(tag => tag.TextContent.Trim())];

    private static List<string> RowsOf(IRenderedComponent<AccountsPage> page) =>
        [.. page.FindAll("tr[data-testid]").Select(row => row.GetAttribute("data-testid")!["account-row-".Length..])];

    private IRenderedComponent<AccountsPage> Show(string address) => Open<AccountsPage>(address, out _);
}
