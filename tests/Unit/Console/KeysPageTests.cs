using Bunit;
using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Web.Components.Keys;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class KeysPageTests : ConsolePageContext
{
    [Fact]
    public async Task Rotating_says_first_that_nothing_breaks_and_keeps_the_old_key_verifying()
    {
        Ring();
        Serve();
        var dialogs = RenderDialogs();
        var page = Render<KeysPage>();

        var rotate = page.FindAll("button").Single(button => button.TextContent.Contains("Rotate now", StringComparison.Ordinal)).ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("no token breaks", dialogs.Markup, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=key-ring] tbody tr"));
        await dialogs.FindAll(".dx-confirm button")[^1].ClickAsync(new());
        await rotate;

        Assert.Equal(["Signs", "Verifies"], page.FindAll("[data-testid=key-ring] .dx-status-word").Select(word => word.TextContent));
    }

    [Fact]
    public async Task A_refused_rotation_is_said_in_the_dialog()
    {
        Ring();
        Keys.Refusal = new Refusal("conflict", "Another node has just rotated.");
        Serve();
        var dialogs = RenderDialogs();
        var page = Render<KeysPage>();

        var rotate = page.FindAll("button").Single(button => button.TextContent.Contains("Rotate now", StringComparison.Ordinal)).ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.NotEmpty(dialogs.FindAll(".dx-confirm button")));
        await dialogs.FindAll(".dx-confirm button")[^1].ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("Another node has just rotated.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await dialogs.FindAll(".dx-confirm button")[0].ClickAsync(new());
        await rotate;

        Assert.Single(page.FindAll("[data-testid=key-ring] tbody tr"));
    }

    [Fact]
    public void A_configured_algorithm_that_waits_for_the_next_rotation_is_said()
    {
        Ring();
        Serve(Given.Policy(Given.File() with { SigningAlgorithm = "ES256" }));

        var note = Render<KeysPage>().Find("[data-testid=key-algorithm] .dx-note").TextContent;

        Assert.Contains("The next rotation makes ES256 keys", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_verify_no_more_are_not_shown()
    {
        var now = Clock.GetUtcNow();
        Ring();
        Keys.Current = Keys.Current with
        {
            Verification = [new VerificationKey(MemoryKeys.Public(2), now.AddDays(-3), now.AddDays(-2), now.AddDays(-1))],
        };
        Serve();

        Assert.Single(Render<KeysPage>().FindAll("[data-testid=key-ring] tbody tr"));
    }

    private void Ring()
    {
        var now = Clock.GetUtcNow();
        Keys.Current = Keys.Current with { Signing = Keys.Current.Signing! with { CreatedAt = now.AddHours(-1) }, NextRotationAt = now.AddHours(5) };
    }
}
