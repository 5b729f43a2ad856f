using Bunit;
using Dex.Tests.Unit.Users;
using Dex.Web.Components.Users;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

public sealed class NewAccountPageTests : UserPagesContext
{
    [Fact]
    public void An_account_with_a_generated_password_shows_it_once_and_opens_its_page()
    {
        var page = Show(out var dialogs);
        page.Find("#user-email").Input("Jane@Example.com");
        page.Find("#user-name").Input("Jane");
        Press(page, "Make the account");

        dialogs.WaitForAssertion(() => Assert.Contains("Password of Jane", dialogs.Markup, StringComparison.Ordinal));
        var password = dialogs.Find("[data-testid=password]").TextContent;
        Assert.Equal(PlainHasher.Of(password), Accounts["jane@example.com"].PasswordHash);
        Assert.DoesNotContain(password, page.Markup, StringComparison.Ordinal);
        dialogs.Find(".dx-check input").Change(true);
        Press(dialogs, "Close");

        page.WaitForAssertion(() => Assert.Equal("users/accounts/jane%40example.com", Address));
        Assert.DoesNotContain(password, dialogs.Markup + page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Arguments.Any(argument => argument?.ToString()?.Contains(password, StringComparison.Ordinal) == true));
    }

    [Fact]
    public void A_chosen_password_is_not_shown_again()
    {
        var page = Show(out var dialogs);
        page.Find("#user-email").Input("jane@example.com");
        page.FindAll("input[type=radio]")[1].Change("on");
        page.Find("input[type=password]").Input("correct horse battery");
        Press(page, "Make the account");

        page.WaitForAssertion(() => Assert.Equal("users/accounts/jane%40example.com", Address));
        Assert.Equal(PlainHasher.Of("correct horse battery"), Accounts["jane@example.com"].PasswordHash);
        Assert.Empty(dialogs.FindAll("[data-testid=password]"));
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Arguments.Any(argument => argument?.ToString()?.Contains("correct horse", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void What_is_wrong_stands_beside_its_field_all_of_it_at_once()
    {
        var page = Show(out _);
        page.Find("#user-email").Input("nobody");
        page.FindAll("input[type=radio]")[1].Change("on");
        page.Find("input[type=password]").Input("short");
        Press(page, "Make the account");

        page.WaitForAssertion(() => Assert.Contains("Give an e-mail address", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Choose a password of 12 to 72 characters.", page.Find(".dx-choices [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Accounts.Entries);
    }

    [Fact]
    public void An_address_that_is_taken_is_refused_beside_its_field()
    {
        Accounts.Put(Account("jane@example.com"));
        var page = Show(out _);
        page.Find("#user-email").Input("jane@example.com");
        Press(page, "Make the account");

        page.WaitForAssertion(() => Assert.Equal("There is an account jane@example.com already.", page.Find("#user-email-error").TextContent));
        Assert.Equal("users/new", Address);
    }

    [Fact]
    public void While_the_password_database_is_off_the_form_says_whom_it_is_for()
    {
        Connectors.Listed.Clear();

        Assert.Contains("only an administrator’s account can be used", Show(out _).Find(".dx-answer").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<NewAccountPage> Show(out IRenderedComponent<MudDialogProvider> dialogs) => Open<NewAccountPage>(UserAddress.New, out dialogs);
}
