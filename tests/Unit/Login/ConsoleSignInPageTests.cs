using Bunit;
using Dex.Web.Login;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Login;

public sealed class ConsoleSignInPageTests : BunitContext
{
    public ConsoleSignInPageTests() => Services.AddSingleton(new PageLook()).AddSingleton<AntiforgeryStateProvider>(new NoToken());

    [Fact]
    public void The_first_visit_shows_no_error_and_starts_in_the_address()
    {
        var page = Render<ConsoleSignInPage>();

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.True(page.Find("#login").HasAttribute("autofocus"));
        Assert.Equal("username", page.Find("#login").GetAttribute("autocomplete"));
        Assert.Equal("current-password", page.Find("#password").GetAttribute("autocomplete"));
        Assert.Equal("post", page.Find("form").GetAttribute("method"));
    }

    [Fact]
    public void A_mismatch_keeps_the_address_never_the_password_and_says_not_which_half_was_wrong()
    {
        var page = Render<ConsoleSignInPage>(p => p.Add(s => s.Error, ConsoleSignInError.Mismatch).Add(s => s.Login, "maria@example.com"));

        Assert.Contains("That did not match.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("maria@example.com", page.Find("#login").GetAttribute("value"));
        Assert.Null(page.Find("#password").GetAttribute("value"));
        Assert.True(page.Find("#password").HasAttribute("autofocus"));
        Assert.False(page.Find("#login").HasAttribute("autofocus"));
    }

    [Theory]
    [InlineData(30, "Try again in 30 seconds.")]
    [InlineData(301, "Try again in 6 minutes.")]
    public void Too_many_attempts_say_how_long_to_wait(int seconds, string expected)
    {
        var page = Render<ConsoleSignInPage>(p => p.Add(s => s.Error, ConsoleSignInError.TooManyAttempts).Add(s => s.RetryAfter, TimeSpan.FromSeconds(seconds)));

        Assert.Contains(expected, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_from_outside_is_text_and_never_markup()
    {
        var page = Render<ConsoleSignInPage>(p => p.Add(s => s.Login, "\"><script>").Add(s => s.ReturnTo, "/\"><script>").Add(s => s.IssuerName, "<b>x"));

        Assert.All(page.FindAll("script"), script => Assert.NotNull(script.GetAttribute("src")));
        Assert.Equal("/\"><script>", page.Find("[name=returnTo]").GetAttribute("value"));
    }

    [Fact]
    public void The_sample_hint_is_there_only_when_told()
    {
        Assert.DoesNotContain("Sample data", Render<ConsoleSignInPage>().Markup, StringComparison.Ordinal);
        Assert.Contains("Sample data: admin", Render<ConsoleSignInPage>(p => p.Add(s => s.SampleHint, "admin")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_administrator_sees_what_was_refused_beside_its_field()
    {
        var page = Render<FirstAdministratorPage>(p => p
            .Add(f => f.Token, "one-time").Add(f => f.Email, "maria@example.com").Add(f => f.PasswordRule, "At least 12 characters.")
            .Add(f => f.Refusals, new Dictionary<string, string> { ["password"] = "It has 4 characters." }));

        Assert.Equal("one-time", page.Find("[name=token]").GetAttribute("value"));
        Assert.Equal("true", page.Find("#password").GetAttribute("aria-invalid"));
        Assert.Equal("password-help password-error", page.Find("#password").GetAttribute("aria-describedby"));
        Assert.Null(page.Find("#repeated").GetAttribute("value"));
    }

    [Fact]
    public void A_spent_link_offers_no_form()
    {
        var page = Render<FirstAdministratorPage>(p => p.Add(f => f.LinkIsSpent, true));

        Assert.Empty(page.FindAll("form"));
        Assert.Equal("This link no longer works", page.Find("h1").TextContent);
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
