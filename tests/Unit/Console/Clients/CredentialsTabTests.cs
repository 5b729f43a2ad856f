using Bunit;
using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Web.Components.Clients;
using Dex.Web.Components.Parts;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

public sealed class CredentialsTabTests : ClientPagesContext
{
    [Fact]
    public void Two_live_secrets_are_a_rotation_and_the_limit()
    {
        Use("2026-05", "10.2.4.18", 2_604, hoursAgo: 1);
        Use("2026-11", "10.2.4.16", 26_290, hoursAgo: 0);
        var page = Open(Rotating(), ClientTab.Credentials, out _);

        Assert.Contains("1 of 2 addresses moved to the new secret, one has not.", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 live, which is the limit", page.Markup, StringComparison.Ordinal);
        Assert.Equal("true", page.FindAll("button").Single(button => button.TextContent.Contains("New secret", StringComparison.Ordinal)).GetAttribute("aria-disabled"));
        Assert.Contains("Live, leaving", page.Find("[data-testid=secret-row-2026-05]").TextContent, StringComparison.Ordinal);
        Assert.Contains("about 109 requests an hour. Move 10.2.4.18 first.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Retiring_a_secret_that_was_used_today_asks_for_its_label()
    {
        Use("2026-05", "10.2.4.18", 2_604, hoursAgo: 1);
        var page = Open(Rotating(), ClientTab.Credentials, out var dialogs);
        page.FindAll("button").Single(button => button.TextContent.Contains("Retire 2026-05", StringComparison.Ordinal)).Click();

        dialogs.WaitForAssertion(() => Assert.Contains("from 1 address", dialogs.Find(".dx-confirm").TextContent, StringComparison.Ordinal));
        Retire(dialogs);
        Assert.Null(Store["invoice-sync"].Secrets[0].DeactivatedAt);

        dialogs.Find(".dx-confirm input").Input("2026-05");
        Retire(dialogs);
        dialogs.WaitForAssertion(() => Assert.NotNull(Store["invoice-sync"].Secrets[0].DeactivatedAt));
        page.WaitForAssertion(() => Assert.Contains("maria@example.com retired 2026-05", page.Find(".dx-recent").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Retiring_a_silent_secret_asks_but_not_for_typing()
    {
        var page = Open(Rotating(), ClientTab.Credentials, out var dialogs);

        page.FindAll("button").Single(button => button.TextContent.Contains("Retire 2026-05", StringComparison.Ordinal)).Click();

        dialogs.WaitForAssertion(() => Assert.Contains("Nobody has ever used it.", dialogs.Find(".dx-confirm").TextContent, StringComparison.Ordinal));
        Assert.Empty(dialogs.FindAll(".dx-confirm input"));
    }

    [Fact]
    public void An_address_that_falls_back_to_the_old_secret_has_not_moved()
    {
        Use("2026-11", "10.2.4.18", 5, hoursAgo: 3);
        Use("2026-05", "10.2.4.18", 1, hoursAgo: 1);

        var rotation = Rotation.Of(Rotating(), Activity.Uses, Activity.Uses, Now)!;

        Assert.False(Assert.Single(rotation.Users).HasMoved);
        Assert.Equal(["17%", "83%"], [rotation.OldShare, rotation.NewShare]);
    }

    [Fact]
    public void The_steps_follow_the_uses()
    {
        StepState[] States() => [.. Rotation.Of(Rotating(), Activity.Uses, [.. Activity.Uses.Where(use => use.LastAt > Now.AddDays(-1))], Now)!.Steps.Select(step => step.State)];

        Assert.Equal([StepState.Done, StepState.Now, StepState.Next, StepState.Next], States());
        Use("2026-11", "10.2.4.16", 5, hoursAgo: 1);
        Use("2026-05", "10.2.4.18", 5, hoursAgo: 1);
        Assert.Equal([StepState.Done, StepState.Done, StepState.Now, StepState.Next], States());
        Activity.Uses.RemoveAt(1);
        Assert.Equal([StepState.Done, StepState.Done, StepState.Done, StepState.Now], States());
    }

    [Fact]
    public void The_label_proposed_is_the_month_and_never_one_that_is_taken()
    {
        Assert.Equal("2026-11", SecretLabelProposal.For([], Now));
        Assert.Equal("2026-11-2", SecretLabelProposal.For([Secret("2026-11", Now)], Now));
        Assert.Equal("2026-11-3", SecretLabelProposal.For([Secret("2026-11", Now), Secret("2026-11-2", Now)], Now));
    }

    private static void Retire(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Retire 2026-05").Click();

    private Client Rotating() => Machine("invoice-sync", "Invoice sync") with
    {
        Secrets = [Secret("2026-05", Now.AddDays(-180), Now.AddDays(8)), Secret("2026-11", Now.AddDays(-6), Now.AddDays(174))],
    };

    private void Use(string label, string address, long count, int hoursAgo) =>
        Activity.Uses.Add(new SecretUse($"id-{label}", address, count, Now.AddHours(-hoursAgo)));
}
