using Bunit;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class PartTests : MudTestContext
{
    [Theory]
    [InlineData(StatusKind.Ok)]
    [InlineData(StatusKind.Warn)]
    [InlineData(StatusKind.Error)]
    [InlineData(StatusKind.Turning)]
    [InlineData(StatusKind.Off)]
    [InlineData(StatusKind.Edited)]
    public void A_status_says_in_words_what_its_hidden_shape_shows(StatusKind kind)
    {
        var status = Render<Status>(p => p.Add(s => s.Kind, kind).Add(s => s.Word, "Expired").Add(s => s.Second, "58 min ago"));

        Assert.Equal("true", status.Find("svg").GetAttribute("aria-hidden"));
        Assert.Equal("Expired", status.Find(".dx-status-word").TextContent);
        Assert.Equal("58 min ago", status.Find(".dx-status-second").TextContent);
    }

    [Fact]
    public void Every_shape_is_drawn_differently() =>
        Assert.Equal(6, Enum.GetValues<StatusKind>().Select(kind => Render<Shape>(p => p.Add(s => s.Kind, kind)).Find("svg").InnerHtml).Distinct().Count());

    [Fact]
    public void The_source_rail_names_its_source_and_key_and_fills_one_bar()
    {
        var rail = Render<SourceRail>(p => p.Add(r => r.Source, SettingSource.File).Add(r => r.Key, "oauth2.grantTypes"));

        Assert.Equal("from the file, oauth2.grantTypes", rail.Find(".dx-sr").TextContent);
        Assert.Equal(["dx-rail-asked", "dx-rail-won", "", ""], rail.FindAll(".dx-rail i").Select(bar => bar.ClassName ?? ""));
    }

    [Fact]
    public void A_source_rail_with_levels_opens_and_closes_by_key()
    {
        Render<MudBlazor.MudPopoverProvider>();
        var rail = Render<SourceRail>(p => p.Add(r => r.Source, SettingSource.Console).Add(r => r.Levels, Levels));

        rail.Find("button").Click();
        Assert.Equal("true", rail.Find("button").GetAttribute("aria-expanded"));

        rail.Find("button").KeyDown("Escape");
        Assert.Equal("false", rail.Find("button").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void The_level_that_wins_is_marked()
    {
        var levels = Render<SourceLevels>(p => p.Add(l => l.Levels, Levels).Add(l => l.Winner, SettingSource.Console));

        Assert.Equal("console", levels.Find("[aria-current=true] .dx-level-name").TextContent);
        Assert.Contains("Maria Lind", levels.Find("[aria-current=true]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_pins_a_setting_is_named_with_its_line()
    {
        var pinned = Render<Pinned>(p => p.Add(x => x.By, "/etc/dex/config.yaml").Add(x => x.Line, 41).Add(x => x.Code, "oauth2:").AddChildContent("Remove it."));

        Assert.Equal("Pinned by /etc/dex/config.yaml, line 41", pinned.Find(".dx-pinned-title").TextContent);
        Assert.Equal("oauth2:", pinned.Find("pre").TextContent);
    }

    [Fact]
    public void A_client_id_is_never_shortened_and_a_key_id_keeps_both_ends()
    {
        const string Long = "9c41aaaaaaaaaaaaaaaaaaaaaaaae07b";

        Assert.Equal(Long, Render<Id>(p => p.Add(i => i.Value, Long)).Find(".dx-mono").TextContent);
        Assert.Equal("9c41…e07b", Render<Id>(p => p.Add(i => i.Value, Long).Add(i => i.Short, true)).Find(".dx-mono").TextContent);
    }

    [Fact]
    public void Copying_says_so_for_two_seconds()
    {
        JSInterop.Setup<bool>("dexConsole.copy", "invoice-sync").SetResult(true);
        var copy = Render<Copy>(p => p.Add(c => c.Text, "invoice-sync").Add(c => c.Label, "Copy the client id"));

        copy.Find("button[aria-label='Copy the client id']").Click();
        copy.WaitForAssertion(() => Assert.Equal("Copied", copy.Find(".dx-copied").TextContent));
        Assert.Equal("Copied", Services.GetRequiredService<Announcer>().PoliteText);

        Clock.Advance(TimeSpan.FromSeconds(2));
        copy.WaitForAssertion(() => Assert.Empty(copy.FindAll(".dx-copied")));
    }

    [Fact]
    public void A_refused_copy_is_not_called_copied()
    {
        JSInterop.Setup<bool>("dexConsole.copy", "x").SetResult(false);
        var copy = Render<Copy>(p => p.Add(c => c.Text, "x"));

        copy.Find("button").Click();

        copy.WaitForAssertion(() => Assert.Contains("refused to copy", Services.GetRequiredService<Announcer>().AssertiveText, StringComparison.Ordinal));
        Assert.Empty(copy.FindAll(".dx-copied"));
    }

    [Fact]
    public void A_tag_carries_its_shape_beside_its_word()
    {
        var tag = Render<Tag>(p => p.Add(t => t.Text, "RFC 9700 advises against").Add(t => t.Tone, StatusKind.Warn));

        Assert.NotNull(tag.Find(".dx-tag-warn svg.dx-shape-warn"));
        Assert.Equal("RFC 9700 advises against", tag.Find(".dx-tag").TextContent.Trim());
    }

    [Fact]
    public void A_urn_is_shown_by_its_last_segment_and_said_whole()
    {
        var chip = Render<DxChip>(p => p.Add(c => c.Text, "urn:ietf:params:oauth:grant-type:device_code"));

        Assert.Equal("device_code", chip.Find("[aria-hidden=true]").TextContent);
        Assert.Equal("urn:ietf:params:oauth:grant-type:device_code", chip.Find(".dx-sr").TextContent);
    }

    [Fact]
    public void A_discouraged_grant_says_so_in_words()
    {
        var chip = Render<DxChip>(p => p.Add(c => c.Text, "password").Add(c => c.Discouraged, true));

        Assert.Equal("password, RFC 9700 advises against it", chip.Find(".dx-chip-own").GetAttribute("title"));
    }

    [Fact]
    public void An_inactive_button_stays_focusable_says_why_and_does_nothing()
    {
        var pressed = 0;
        var button = Render<DxButton>(p => p
            .Add(b => b.ReasonInactive, "Two secrets are the limit")
            .Add(b => b.OnClick, () => pressed++)
            .AddChildContent("New secret"));

        button.Find("button").Click();

        Assert.Equal(0, pressed);
        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.False(button.Find("button").HasAttribute("disabled"));
        Assert.Equal("Two secrets are the limit", button.Find($"#{button.Find("button").GetAttribute("aria-describedby")}").TextContent);
    }

    [Fact]
    public void A_button_names_the_key_that_presses_it()
    {
        var button = Render<DxButton>(p => p.Add(b => b.Shortcut, "n").Add(b => b.Keys, "N").AddChildContent("New client"));

        Assert.Equal("n", button.Find("button").GetAttribute("data-shortcut"));
        Assert.Equal("N", button.Find("kbd").TextContent);
    }

    [Fact]
    public void A_switch_shows_its_state_and_is_named_after_what_it_switches()
    {
        bool? now = null;
        var toggle = Render<DxSwitch>(p => p.Add(s => s.Value, true).Add(s => s.Name, "password").Add(s => s.ValueChanged, value => now = value));

        Assert.Equal("On", toggle.Find(".dx-switch-word").TextContent);
        Assert.Equal("password", toggle.Find("input").GetAttribute("aria-label"));

        toggle.Find("input").Change(false);
        Assert.False(now);
    }

    [Fact]
    public void A_card_is_a_region_named_by_its_heading()
    {
        var card = Render<Card>(p => p.Add(c => c.Title, "Secrets").Add(c => c.Aside, "2 live, which is the limit").AddChildContent("rows"));

        Assert.Equal("Secrets", card.Find($"#{card.Find("section").GetAttribute("aria-labelledby")}").TextContent);
    }

    [Fact]
    public void Segments_press_exactly_the_one_that_is_on()
    {
        string? chosen = null;
        var segments = Render<DxSegments<string>>(p => p
            .Add(s => s.Options, [("rendered", "Rendered"), ("raw", "Raw")])
            .Add(s => s.Value, "rendered")
            .Add(s => s.Label, "View")
            .Add(s => s.ValueChanged, value => chosen = value));

        Assert.Equal("Rendered", segments.Find("[aria-pressed=true]").TextContent);
        segments.Find("[aria-pressed=false]").Click();
        Assert.Equal("raw", chosen);
    }

    [Fact]
    public void The_present_tab_is_the_current_page()
    {
        var tabs = Render<RoutedTabs>(p => p
            .Add(t => t.Tabs, [new TabLink("Overview", "clients/a"), new TabLink("Credentials", "clients/a/credentials") { Shape = StatusKind.Turning }])
            .Add(t => t.Present, "clients/a/credentials")
            .Add(t => t.Label, "Parts of A"));

        Assert.Equal("Credentials, needs attention", tabs.Find("[aria-current=page]").TextContent.Trim());
    }

    [Fact]
    public void A_stage_track_marks_the_present_stage_and_leaves_out_what_is_not_planned()
    {
        var track = Render<StageTrack>(p => p
            .Add(t => t.Steps, [new StageStep("introduced", "1.0"), new StageStep("default on", "1.2"), new StageStep("retired", null)])
            .Add(t => t.Present, 1));

        Assert.Contains("since 1.2", track.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        Assert.Contains("not planned", track.FindAll("li")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_tell_what_is_done_and_what_is_under_way()
    {
        var steps = Render<StepList>(p => p.Add(s => s.Steps, [new ListStep(StepState.Done, "New secret made"), new ListStep(StepState.Now, "Waiting"), new ListStep(StepState.Next, "Retire")]));

        Assert.Equal("New secret made, done", steps.FindAll(".dx-step-title")[0].TextContent);
        Assert.StartsWith("Waiting", steps.Find("[aria-current=step] .dx-step-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Typing_confirms_only_byte_by_byte()
    {
        var matches = false;
        var type = Render<TypeToConfirm>(p => p.Add(t => t.Expected, "invoice-sync").Add(t => t.MatchesChanged, value => matches = value));

        type.Find("input").Input("Invoice-sync");
        Assert.False(matches);
        type.Find("input").Input("invoice-sync");
        Assert.True(matches);
    }

    [Fact]
    public void Row_actions_are_named_buttons()
    {
        var pressed = 0;
        var action = Render<RowAction>(p => p.Add(a => a.Icon, Dex.Web.Components.Icons.Copy).Add(a => a.Label, "Copy the id of A").Add(a => a.OnClick, () => pressed++));

        action.Find("button[aria-label='Copy the id of A']").Click();
        Assert.Equal(1, pressed);
        Assert.Equal("Actions for A", Render<RowActions>(p => p.Add(r => r.Label, "Actions for A")).Find("[role=group]").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_snippet_changes_its_language_by_arrow_key()
    {
        var snippet = Render<Snippet>(p => p.Add(s => s.Samples, TokenSnippets.ClientCredentials("https://id.example/dex/token", "invoice-sync")));

        Assert.StartsWith("curl -u invoice-sync:$SECRET", snippet.Find("pre").TextContent, StringComparison.Ordinal);
        snippet.Find("[aria-selected=true]").KeyDown("ArrowRight");
        Assert.Equal("PowerShell", snippet.Find("[aria-selected=true]").TextContent);
        Assert.Equal(["curl", "PowerShell", "C#", "Go", "Python"], snippet.FindAll("[role=tab]").Select(tab => tab.TextContent));
    }

    [Fact]
    public void A_field_points_to_its_help_and_to_its_refusal()
    {
        var field = Render<DxText>(p => p
            .Add(f => f.Label, "Client id").Add(f => f.InputId, "client-id").Add(f => f.Help, "Cannot be changed later.").Add(f => f.Refusals, ["This id is taken."]));

        Assert.Equal("client-id", field.Find("label").GetAttribute("for"));
        Assert.Equal("This id is taken.", field.Find("#client-id-error").TextContent);
        Assert.Contains("client-id-help", field.Find("#client-id").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Contains("client-id-error", field.Find("#client-id").GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_select_hands_back_the_value_of_the_option()
    {
        var chosen = 0;
        var select = Render<DxSelect<int>>(p => p
            .Add(s => s.Label, "Lives").Add(s => s.InputId, "lives").Add(s => s.Options, [(60, "1 min"), (3600, "1 h")]).Add(s => s.Value, 60).Add(s => s.ValueChanged, value => chosen = value));

        select.Find("select").Change("1");
        Assert.Equal(3600, chosen);
    }

    [Fact]
    public void A_page_head_names_the_page_once()
    {
        var head = Render<PageHead>(p => p
            .Add(h => h.Title, "Invoice sync").Add(h => h.Id, "invoice-sync").Add(h => h.Answer, new AnswerLine("", "2 of 3 machines have moved", ", one has not.")));

        Assert.Equal("Invoice sync", Assert.Single(head.FindAll("h1")).TextContent);
        Assert.Equal("2 of 3 machines have moved", head.Find(".dx-answer b").TextContent);
        Assert.NotNull(head.Find("[aria-label='Copy client id invoice-sync']"));
    }

    [Fact]
    public void A_moment_keeps_its_absolute_time()
    {
        var moment = Render<Moment>(p => p.Add(m => m.At, Clock.GetUtcNow().AddMinutes(-58)));

        Assert.Equal("58 min ago", moment.Find("time").TextContent);
        Assert.Equal("2026-11-23T13:34:00Z", moment.Find("time").GetAttribute("datetime"));
        Assert.Contains("13:34:00 UTC", moment.Find("time").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_have_a_twin_in_text()
    {
        var spark = Render<Spark>(p => p.Add(s => s.Values, [0, 3, 9]).Add(s => s.Bad, [0, 0, 4]).Add(s => s.Label, "Tokens in 3 hours"));
        var lines = Render<StackedLines>(p => p
            .Add(l => l.Series, [new LineSeries("client_credentials", [60, 61]), new LineSeries("refresh_token", [20, 22])]).Add(l => l.Label, "Tokens per minute"));

        Assert.Equal("Tokens in 3 hours", spark.Find("caption").TextContent);
        Assert.Contains("4 refused", spark.Find("table").TextContent, StringComparison.Ordinal);
        Assert.Equal(["60", "20", "61", "22"], lines.FindAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void A_bar_never_leaves_its_frame()
    {
        Assert.Equal("width:100%", Render<Bar>(p => p.Add(b => b.Value, 500).Add(b => b.Max, 100)).Find(".dx-bar span").GetAttribute("style"));
        Assert.Equal("width:0%", Render<Bar>(p => p.Add(b => b.Value, 5).Add(b => b.Max, 0)).Find(".dx-bar span").GetAttribute("style"));
    }

    private static IReadOnlyList<SourceLevel> Levels { get; } =
    [
        new(SettingSource.Environment, "not set") { Key = "DEX_X" },
        new(SettingSource.File, "has no key for flags"),
        new(SettingSource.Console, "on") { By = "Maria Lind, 3 Nov 2026", Shape = StatusKind.Ok },
        new(SettingSource.Default, "off") { By = "stage: introduced" },
    ];
}
