using Bunit;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class StatefulPartTests : MudTestContext
{
    [Fact]
    public void Loading_draws_nothing_at_first_then_bones_then_the_content()
    {
        var answer = new TaskCompletionSource<string>();
        var region = Region(_ => answer.Task);

        Assert.Empty(region.FindAll(".dx-bone-row"));
        Clock.Advance(TimeSpan.FromMilliseconds(150));
        region.WaitForAssertion(() => Assert.Equal(4, region.FindAll(".dx-bone-row").Count));

        answer.SetResult("38 clients");
        region.WaitForAssertion(() => Assert.Equal("38 clients", region.Find(".content").TextContent));
    }

    [Fact]
    public async Task A_failure_says_what_could_not_be_read_and_trying_again_helps()
    {
        var calls = 0;
        var region = Region(_ => ++calls == 1 ? throw new InvalidOperationException("secret detail") : Task.FromResult("38 clients"));

        Assert.Contains("The clients could not be read.", region.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", region.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(region.Find(".dx-failed-trace .dx-mono").TextContent);

        await region.Find("button").ClickAsync(new MouseEventArgs());
        region.WaitForAssertion(() => Assert.Equal("38 clients", region.Find(".content").TextContent));
    }

    [Fact]
    public async Task A_reload_keeps_the_old_content_until_the_new_one_is_there()
    {
        var second = new TaskCompletionSource<string>();
        var calls = 0;
        var region = Region(_ => ++calls == 1 ? Task.FromResult("old") : second.Task);

        var reload = region.InvokeAsync(region.Instance.ReloadAsync);
        region.WaitForAssertion(() => Assert.NotNull(region.Find(".dx-refreshing")));
        Assert.Equal("old", region.Find(".content").TextContent);

        second.SetResult("new");
        await reload;
        Assert.Equal("new", region.Find(".content").TextContent);
        Assert.Empty(region.FindAll(".dx-refreshing"));
    }

    [Fact]
    public void A_late_answer_to_an_older_question_is_dropped()
    {
        var first = new TaskCompletionSource<string>();
        var region = Render<Loadable<string>>(p => p
            .Add(l => l.What, "The clients").Add(l => l.Key, "a").Add(l => l.Load, _ => first.Task).Add(l => l.ChildContent, Content));

        region.Render(p => p.Add(l => l.Key, "b").Add(l => l.Load, _ => Task.FromResult("b")));
        first.SetResult("a");

        region.WaitForAssertion(() => Assert.Equal("b", region.Find(".content").TextContent));
    }

    [Fact]
    public void Emptiness_is_drawn_as_such()
    {
        var region = Render<Loadable<string>>(p => p
            .Add(l => l.What, "The clients").Add(l => l.Load, _ => Task.FromResult("")).Add(l => l.IsEmpty, text => text.Length == 0)
            .Add(l => l.Empty, Words("No client yet.")).Add(l => l.ChildContent, Content));

        Assert.Equal("No client yet.", region.Find(".dx-empty").TextContent);
    }

    [Fact]
    public void The_save_bar_is_there_only_while_something_differs()
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Changes, ["password off", "token-exchange on"]));

        Assert.Contains("2 unsaved changes", bar.Markup, StringComparison.Ordinal);
        Assert.Contains("password off, token-exchange on", bar.Markup, StringComparison.Ordinal);
        Assert.Equal("Save 2 changes", bar.Find(".dx-savebar-save").TextContent.Trim());

        bar.Render(p => p.Add(b => b.Changes, []));
        Assert.Empty(bar.FindAll(".dx-savebar"));
    }

    [Fact]
    public async Task After_saving_the_bar_says_for_four_seconds_what_was_achieved()
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Changes, []).Add(b => b.OnUndo, () => { }));

        await bar.InvokeAsync(() => bar.Instance.ShowSaved("Saved. In force on 1 of 1 nodes."));
        Assert.Equal("Saved. In force on 1 of 1 nodes.", bar.Find("b").TextContent);
        Assert.Equal("Saved. In force on 1 of 1 nodes.", Services.GetRequiredService<Announcer>().PoliteText);
        Assert.Equal("Undo", bar.Find("button").TextContent);

        Clock.Advance(TimeSpan.FromSeconds(4));
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll(".dx-savebar")));
    }

    [Fact]
    public void A_second_press_while_saving_does_nothing()
    {
        var saves = 0;
        var bar = Render<SaveBar>(p => p.Add(b => b.Changes, ["name"]).Add(b => b.Saving, true).Add(b => b.OnSave, () => saves++));

        bar.Find(".dx-savebar-save").Click();
        Assert.Equal(0, saves);
    }

    [Fact]
    public void Answers_are_announced_at_most_once_in_five_seconds_and_the_last_one_wins()
    {
        var announcer = Services.GetRequiredService<Announcer>();
        announcer.SayAnswer("one");
        announcer.SayAnswer("two");
        announcer.SayAnswer("three");

        Assert.Equal("one", announcer.PoliteText);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("three", announcer.PoliteText);
    }

    [Fact]
    public void The_same_words_said_twice_are_heard_twice()
    {
        var announcer = Services.GetRequiredService<Announcer>();
        announcer.Say("Copied");
        var first = announcer.PoliteText;
        announcer.Say("Copied");

        Assert.NotEqual(first, announcer.PoliteText);
        Assert.Equal("Copied", announcer.PoliteText.TrimEnd('\u00A0'));
    }

    [Fact]
    public async Task A_destructive_act_waits_for_typing_and_shows_what_the_server_refused()
    {
        var dialogs = RenderDialogs();
        var acts = 0;
        var asked = dialogs.InvokeAsync(() => ConfirmDialog.AskAsync(Dialogs, new Confirmation("Delete Invoice sync?", "118 tokens an hour depend on it.", "Delete Invoice sync")
        {
            Type = "invoice-sync",
            Act = _ => Task.FromResult(++acts == 1 ? "Somebody else changed it." : null),
        }));
        dialogs.WaitForElement("input");

        await Press(dialogs, "Delete Invoice sync");
        Assert.Equal(0, acts);

        await dialogs.Find("input").InputAsync(new ChangeEventArgs { Value = "invoice-sync" });
        await Press(dialogs, "Delete Invoice sync");
        Assert.Equal("Somebody else changed it.", dialogs.Find("[role=alert]").TextContent.Trim());
        Assert.False(asked.IsCompleted);

        await Press(dialogs, "Delete Invoice sync");
        Assert.True(await asked);
        Assert.Equal(2, acts);
    }

    [Fact]
    public async Task Leaving_with_changes_asks_and_staying_stays()
    {
        var dialogs = RenderDialogs();
        Render<UnsavedGuard>(p => p.Add(g => g.Changes, 2));
        var navigation = Services.GetRequiredService<NavigationManager>();
        var before = navigation.Uri;

        await dialogs.InvokeAsync(() => navigation.NavigateTo("keys"));
        dialogs.WaitForAssertion(() => Assert.Contains("Leave with 2 unsaved changes?", dialogs.Markup, StringComparison.Ordinal));
        await Press(dialogs, "Stay");

        Assert.Equal(before, navigation.Uri);
    }

    [Fact]
    public async Task Nothing_is_asked_when_nothing_differs()
    {
        var dialogs = RenderDialogs();
        Render<UnsavedGuard>(p => p.Add(g => g.Changes, 0));
        var navigation = Services.GetRequiredService<NavigationManager>();

        await dialogs.InvokeAsync(() => navigation.NavigateTo("keys"));

        Assert.EndsWith("/keys", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dirty_draft_is_kept_and_a_clean_one_forgotten()
    {
        var keeper = Keeper(dirty: true);
        Assert.Equal("{\"Name\":\"Invoice\"}", Assert.Single(JSInterop.Invocations["dexConsole.drafts.put"]).Arguments[1]);

        keeper.Render(p => p.Add(k => k.Dirty, false));
        Assert.Single(JSInterop.Invocations["dexConsole.drafts.drop"]);
    }

    [Fact]
    public async Task A_kept_draft_is_offered_and_handed_back()
    {
        JSInterop.Setup<string?>("dexConsole.drafts.get", "client/a").SetResult("{\"Name\":\"Typed before\"}");
        Draft? restored = null;
        var keeper = Keeper(dirty: false, draft => restored = draft);

        await keeper.WaitForElement("button").ClickAsync(new MouseEventArgs());

        Assert.Equal("Typed before", restored?.Name);
        Assert.Empty(JSInterop.Invocations["dexConsole.drafts.put"]);
    }

    [Fact]
    public async Task The_palette_asks_its_sources_and_goes_where_the_arrow_points()
    {
        var dialogs = RenderDialogs();
        await dialogs.InvokeAsync(() => CommandPalette.ShowAsync(Dialogs));
        dialogs.WaitForElement("#dx-palette-input");

        await dialogs.Find("#dx-palette-input").InputAsync(new ChangeEventArgs { Value = "e" });
        var rows = dialogs.FindAll("[role=option]").Select(row => row.QuerySelector(".dx-palette-text")!.TextContent).ToList();
        await dialogs.Find("#dx-palette-input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal(rows[1], dialogs.Find("[aria-selected=true] .dx-palette-text").TextContent);

        await dialogs.Find("#dx-palette-input").InputAsync(new ChangeEventArgs { Value = "disc" });
        await dialogs.Find("#dx-palette-input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.EndsWith("/discovery", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private static Task Press(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs, string words) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == words).ClickAsync(new MouseEventArgs());

    private static RenderFragment Content(string text) => builder => builder.AddMarkupContent(0, $"<p class=\"content\">{text}</p>");

    private IRenderedComponent<Loadable<string>> Region(Func<CancellationToken, Task<string>> load) =>
        Render<Loadable<string>>(p => p.Add(l => l.What, "The clients").Add(l => l.Load, load).Add(l => l.ChildContent, Content));

    private IRenderedComponent<DraftKeeper<Draft>> Keeper(bool dirty, Action<Draft>? restore = null) =>
        Render<DraftKeeper<Draft>>(p => p
            .Add(k => k.Key, "client/a").Add(k => k.Title, "Lifetimes").Add(k => k.Draft, new Draft("Invoice")).Add(k => k.Dirty, dirty)
            .Add(k => k.OnRestore, restore ?? (_ => { })));

    private sealed record Draft(string Name);
}
