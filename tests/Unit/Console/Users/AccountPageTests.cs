using Bunit;
using Dex.Domain.Users;
using Dex.Tests.Unit.Users;
using Dex.Web.Components.Users;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

public sealed class AccountPageTests : UserPagesContext
{
    private const string Email = "jane@example.com";

    [Fact]
    public void A_change_is_saved_as_the_next_version_and_can_be_taken_back()
    {
        var page = Show(Account(Email, "Jane"), out _);
        page.Find("#user-name").Input("Jane Doe");
        Assert.Contains("1 unsaved change", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal);

        page.Find(".dx-savebar-save").Click();

        page.WaitForAssertion(() => Assert.Equal(("Jane Doe", 4), (Accounts[Email].Name, Accounts[Email].Version)));
        page.WaitForAssertion(() => Assert.Contains("Saved as version 4.", page.Find(".dx-savebar").TextContent, StringComparison.Ordinal));
        Assert.Equal("Jane Doe", page.Find("h1").TextContent);
        Assert.Contains("maria@example.com changed name", page.Find(".dx-recent").TextContent, StringComparison.Ordinal);

        page.Find(".dx-savebar-quiet").Click();
        page.WaitForAssertion(() => Assert.Equal(("Jane", 5), (Accounts[Email].Name, Accounts[Email].Version)));
    }

    [Fact]
    public void A_refused_save_names_its_reason_and_marks_the_field()
    {
        var page = Show(Account(Email), out _);
        Button(page, "Add a group").Click();
        page.Find("[aria-label='Groups, 1']").Input("staff");
        Button(page, "Add a group").Click();
        page.Find("[aria-label='Groups, 2']").Input("staff");

        page.Find(".dx-savebar-save").Click();

        Assert.Contains("A group is named once.", page.Find(".dx-list-field .dx-field-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("Not saved", page.Find(".dx-faults").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, Accounts[Email].Version);
    }

    [Fact]
    public void Two_editors_are_asked_whose_value_stands()
    {
        var page = Show(Account(Email, "Jane"), out var dialogs);
        page.Find("#user-name").Input("Mine");
        page.Find("#user-username").Input("jd");
        Accounts.SaveElsewhere(Accounts[Email] with { Name = "Theirs", Groups = ["staff"] }, "jon@example.com");

        page.Find(".dx-savebar-save").Click();
        dialogs.WaitForAssertion(() => Assert.Contains("Two people changed this account", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("jon@example.com saved version 4", dialogs.Markup, StringComparison.Ordinal);
        Assert.False(dialogs.Find("[aria-label='Name: theirs']").HasAttribute("checked"));
        Assert.False(dialogs.Find("[aria-label='Name: yours']").HasAttribute("checked"));
        dialogs.Find("[aria-label='Name: yours']").Change("on");
        Press(dialogs, "Save as version 5");

        page.WaitForAssertion(() => Assert.Equal(5, Accounts[Email].Version));
        Assert.Equal(("Mine", "jd"), (Accounts[Email].Name, Accounts[Email].Username));
        Assert.Equal(["staff"], Accounts[Email].Groups);
    }

    [Fact]
    public void An_account_of_the_file_is_shown_as_facts_and_offers_no_change()
    {
        Accounts.LockOuts[Email] = new LockOut(6, Now.AddMinutes(2));
        var page = Show(Account(Email) with { IsFromFile = true, Version = 0 }, out _);

        Assert.Contains("read-only here", page.Find(".dx-pinned").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input, textarea, select, .dx-savebar"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() is "Lock…" or "Reset password…" or "Delete…");

        Press(page, "Lift the lock-out");
        page.WaitForAssertion(() => Assert.Empty(Accounts.LockOuts));
    }

    [Fact]
    public void A_locked_out_person_is_told_of_and_let_try_again()
    {
        Accounts.LockOuts[Email] = new LockOut(6, Now.AddMinutes(2));
        var page = Show(Account(Email), out _);
        Assert.Equal("Open, but locked out until 14:34 UTC after 6 failures.", page.Find(".dx-answer").TextContent);

        Press(page, "Lift the lock-out");

        page.WaitForAssertion(() => Assert.Equal("Open. Nobody has signed in with it yet.", page.Find(".dx-answer").TextContent));
        Assert.Equal("user.lock_out_lifted", Accounts.Entries[0].Action);
    }

    [Fact]
    public void Locking_asks_first_and_says_what_it_costs_and_unlocking_does_not()
    {
        var page = Show(Account(Email, "Jane") with { IsAdministrator = true }, out var dialogs);
        Accounts.Put(Account(Me.Email) with { IsAdministrator = true });

        Press(page, "Lock…");
        dialogs.WaitForAssertion(() => Assert.Contains("Lock Jane?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("signed out within seconds", dialogs.Find(".dx-confirm").TextContent, StringComparison.Ordinal);
        Assert.False(Accounts[Email].IsLocked);
        Press(dialogs, "Lock account");

        page.WaitForAssertion(() => Assert.Contains("Locked: nobody can sign in", page.Find(".dx-answer").TextContent, StringComparison.Ordinal));
        Press(page, "Unlock");
        page.WaitForAssertion(() => Assert.False(Accounts[Email].IsLocked));
        page.WaitForAssertion(() => Button(page, "Lock…"));
    }

    [Fact]
    public void What_was_typed_outlives_a_lock()
    {
        var page = Show(Account(Email, "Jane"), out var dialogs);
        page.Find("#user-name").Input("Jane Doe");

        Press(page, "Lock…");
        Press(dialogs, "Lock account");
        page.WaitForAssertion(() => Assert.True(Accounts[Email].IsLocked));
        page.WaitForAssertion(() => Button(page, "Unlock"));
        page.Find(".dx-savebar-save").Click();

        page.WaitForAssertion(() => Assert.Equal(("Jane Doe", 5, true), (Accounts[Email].Name, Accounts[Email].Version, Accounts[Email].IsLocked)));
    }

    [Fact]
    public void The_last_administrator_is_not_locked_and_the_dialog_says_why()
    {
        var page = Show(Account(Email) with { IsAdministrator = true }, out var dialogs);

        Press(page, "Lock…");
        Press(dialogs, "Lock account");

        dialogs.WaitForAssertion(() => Assert.Contains("last account that may administer", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(Accounts[Email].IsLocked);
    }

    [Fact]
    public void The_own_account_says_why_it_cannot_be_locked()
    {
        var page = Show(Account(Me.Email) with { IsAdministrator = true }, out var dialogs);

        var button = Button(page, "Lock…");
        Assert.Equal(("true", "You are signed in with this account."), (button.GetAttribute("aria-disabled"), button.GetAttribute("title")));
        button.Click();
        Assert.Empty(dialogs.FindAll(".dx-confirm"));
    }

    [Fact]
    public void A_generated_password_is_on_the_page_while_its_dialog_is_open_and_nowhere_afterwards()
    {
        var page = Show(Account(Email), out var dialogs);
        Press(page, "Reset password…");
        Press(dialogs, "Set the password");
        dialogs.WaitForAssertion(() => Assert.Equal(29, dialogs.Find("[data-testid=password]").TextContent.Length));
        var password = dialogs.Find("[data-testid=password]").TextContent;
        Assert.Equal(PlainHasher.Of(password), Accounts[Email].PasswordHash);

        Press(dialogs, "Close");
        Assert.NotEmpty(dialogs.FindAll("[data-testid=password]"));
        dialogs.Find(".dx-check input").Change(true);
        Press(dialogs, "Close");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("[data-testid=password]")));
        Assert.DoesNotContain(password, dialogs.Markup + page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Arguments.Any(argument => argument?.ToString()?.Contains(password, StringComparison.Ordinal) == true));
        page.WaitForAssertion(() => Assert.Contains("reset the password", page.Find(".dx-recent").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_that_is_chosen_is_never_written_back_into_the_page()
    {
        var page = Show(Account(Email), out var dialogs);
        Press(page, "Reset password…");
        dialogs.WaitForAssertion(() => Assert.Equal(2, dialogs.FindAll("input[type=radio]").Count));
        dialogs.FindAll("input[type=radio]")[1].Change("on");
        dialogs.Find("input[type=password]").Input("too short");
        Press(dialogs, "Set the password");
        dialogs.WaitForAssertion(() => Assert.Contains("12 to 72 characters.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        dialogs.Find("input[type=password]").Input("correct horse battery");
        Assert.DoesNotContain("correct horse", dialogs.Markup, StringComparison.Ordinal);
        Press(dialogs, "Set the password");

        page.WaitForAssertion(() => Assert.Equal(PlainHasher.Of("correct horse battery"), Accounts[Email].PasswordHash));
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".dx-confirm, [data-testid=password]")));
    }

    [Fact]
    public void Deleting_says_what_is_lost_and_asks_for_the_address()
    {
        People.Put(Person($"id-{Email}", "local", Consent("portal", "openid"), Consent("billing", "openid")));
        var page = Show(Account(Email, "Jane"), out var dialogs);
        Assert.Equal("Open. Last sign-in 1 min ago.", page.Find(".dx-answer").TextContent);

        Choose(page, "Delete…");
        dialogs.WaitForAssertion(() => Assert.Contains("Delete Jane?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("2 applications have the person’s consent", dialogs.Find(".dx-confirm").TextContent, StringComparison.Ordinal);
        Press(dialogs, "Delete account");
        Assert.True(Accounts.Has(Email));
        dialogs.Find(".dx-confirm input").Input(Email);
        Press(dialogs, "Delete account");

        page.WaitForAssertion(() => Assert.False(Accounts.Has(Email)));
        page.WaitForAssertion(() => Assert.Equal("users", Address));
    }

    [Fact]
    public void An_account_that_is_gone_is_said_to_be_gone()
    {
        var page = Open<AccountPage>("users/accounts/a%2Fb%40example.com", out _, parameters => parameters.Add(p => p.Email, "a%2Fb@example.com"));

        Assert.Contains("There is no account a/b@example.com", page.Find(".dx-empty").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<AccountPage> Show(LocalUser user, out IRenderedComponent<MudDialogProvider> dialogs)
    {
        Accounts.Put(user);
        return Open<AccountPage>(UserAddress.OfAccount(user.Email), out dialogs, parameters => parameters.Add(page => page.Email, user.Email));
    }
}
