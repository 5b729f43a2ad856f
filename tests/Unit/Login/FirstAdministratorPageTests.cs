using Bunit;
using Dex.Web.Login;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Login;

public sealed class FirstAdministratorPageTests : BunitContext
{
    public FirstAdministratorPageTests() => Services.AddSingleton(new PageLook()).AddSingleton<AntiforgeryStateProvider>(new NoToken());

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
