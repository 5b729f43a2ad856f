using Bunit;
using Dex.Domain.Clients;
using Dex.Web.Components.Clients;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

public sealed class SecretDialogTests : ClientPagesContext
{
    [Fact]
    public void The_secret_is_on_the_page_while_the_dialog_is_open_and_nowhere_afterwards()
    {
        var page = Open(Machine("invoice-sync"), ClientTab.Credentials, out var dialogs);
        page.FindAll("button").Single(button => button.TextContent.Contains("New secret", StringComparison.Ordinal)).Click();
        Press(dialogs, "Make the secret");

        dialogs.WaitForAssertion(() => Assert.StartsWith("dxs_", dialogs.Find("[data-testid=secret]").TextContent, StringComparison.Ordinal));
        var secret = dialogs.Find("[data-testid=secret]").TextContent;
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);

        dialogs.Find("input[type=checkbox]").Change(true);
        Press(dialogs, "Close");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("[data-testid=secret]")));
        Assert.DoesNotContain(secret, dialogs.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Arguments.Any(argument => argument?.ToString()?.Contains(secret, StringComparison.Ordinal) == true));
    }

    [Fact]
    public void It_cannot_be_closed_before_the_secret_is_said_to_be_stored()
    {
        var dialogs = ShowOne();

        Press(dialogs, "Close");
        Assert.NotEmpty(dialogs.FindAll("[data-testid=secret]"));
        Assert.Equal("true", Button(dialogs, "Close").GetAttribute("aria-disabled"));

        dialogs.Find("input[type=checkbox]").Change(true);
        Press(dialogs, "Close");
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("[data-testid=secret]")));
    }

    [Fact]
    public void The_lines_that_show_its_use_do_not_contain_it()
    {
        var dialogs = ShowOne();
        var secret = dialogs.Find("[data-testid=secret]").TextContent;

        Assert.DoesNotContain(secret, dialogs.Find(".dx-snippet").InnerHtml, StringComparison.Ordinal);
        Assert.Contains("https://id.example.com/dex/token", dialogs.Find(".dx-snippet").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_to_take_away_are_quoted_for_whoever_reads_them()
    {
        var issued = new IssuedSecret(Machine("it's a 'test'"), NewSecret.Generate("first", "maria", Now, null));

        Assert.Contains("OIDC_CLIENT_ID='it'\\''s a '\\''test'\\'''", SecretFiles.Environment(issued, Policies.Current.Issuer), StringComparison.Ordinal);
        Assert.Contains("name: it-s-a-test", SecretFiles.Kubernetes(issued, Policies.Current.Issuer), StringComparison.Ordinal);
        Assert.Contains($"client-secret: \"{issued.Secret.Text}\"", SecretFiles.Kubernetes(issued, Policies.Current.Issuer), StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs, string text) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static void Press(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs, string text)
    {
        dialogs.WaitForAssertion(() => Button(dialogs, text));
        Button(dialogs, text).Click();
    }

    private IRenderedComponent<MudBlazor.MudDialogProvider> ShowOne()
    {
        var dialogs = RenderDialogs();
        var issued = new IssuedSecret(Machine("invoice-sync"), NewSecret.Generate("first", "maria", Now, Now.AddDays(180)));
        _ = dialogs.InvokeAsync(() => SecretDialog.ShowAsync(Dialogs, issued));
        dialogs.WaitForAssertion(() => dialogs.Find("[data-testid=secret]"));
        return dialogs;
    }
}
