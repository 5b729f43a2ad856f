using Dex.Domain.Audit;
using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Administration;

public sealed class SettingsAdministrationTests
{
    private static readonly FeatureFlag Flag = FeatureFlags.ClientCredentialGrantEnabledByDefault;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Switching_a_grant_on_keeps_the_rest_of_the_list_and_is_audited()
    {
        var settings = new MemorySettings(Given.Policy());

        var saved = await Administration(settings).SaveGrantsAsync(Switch(GrantTypes.ClientCredentials, true), 0, Given.Ada, Ct);

        Assert.Equal(1, saved.Value?.Version);
        Assert.Equal(GrantTypes.All, settings.Current.GrantTypes.Value.Order(StringComparer.Ordinal));
        Assert.True(settings.Current.Serves(GrantTypes.ClientCredentials));
        var entry = Assert.Single(settings.Audit);
        Assert.Equal(("settings.grants_changed", "settings", "grant_types", Given.Ada.Email), (entry.Action, entry.SubjectType, entry.SubjectId, entry.Actor));
        Assert.Equal([new FieldChange("grant_types", null, string.Join('\n', GrantTypes.All))], entry.Changes);
    }

    [Fact]
    public async Task Switching_a_grant_off_takes_it_out()
    {
        var settings = new MemorySettings(Given.Policy(console: Given.ConsoleGrants(GrantTypes.ClientCredentials, GrantTypes.RefreshToken)));

        await Administration(settings).SaveGrantsAsync(Switch(GrantTypes.ClientCredentials, false), 1, Given.Ada, Ct);

        Assert.Equal([GrantTypes.RefreshToken], settings.Current.ServedGrantTypes);
    }

    [Fact]
    public async Task Forgetting_the_list_lets_the_default_apply_again()
    {
        var settings = new MemorySettings(Given.Policy(console: Given.ConsoleGrants()));

        await Administration(settings).ForgetGrantsAsync(1, Given.Ada, Ct);

        Assert.Equal(SettingSource.Default, settings.Current.GrantTypes.Source);
    }

    [Fact]
    public async Task A_list_of_the_file_is_read_only()
    {
        var settings = new MemorySettings(Given.Policy(Given.File(grantTypes: GrantTypes.RefreshToken)));

        var saved = await Administration(settings).SaveGrantsAsync(Switch(GrantTypes.ClientCredentials, true), 0, Given.Ada, Ct);

        AssertRefused("read_only", "oauth2.grantTypes", saved);
        Assert.Empty(settings.Audit);
    }

    [Fact]
    public async Task An_unknown_grant_is_refused() =>
        AssertRefused("invalid", "magic", await Administration(new MemorySettings(Given.Policy())).SaveGrantsAsync(Switch("magic", true), 0, Given.Ada, Ct));

    [Fact]
    public async Task Somebody_elses_save_is_a_conflict()
    {
        var settings = new MemorySettings(Given.Policy()) { SavesElsewhere = 1 };

        Assert.True((await Administration(settings).SaveGrantsAsync(Switch(GrantTypes.ClientCredentials, true), 0, Given.Ada, Ct)).IsConflict);
        Assert.True((await Administration(settings).SaveFlagAsync(Flag, true, 0, Given.Ada, Ct)).IsConflict);
    }

    [Fact]
    public async Task What_was_previewed_against_older_settings_is_not_merged_into_newer_ones()
    {
        var settings = new MemorySettings(Given.Policy());
        var administration = Administration(settings);
        await administration.SaveGrantsAsync(Switch(GrantTypes.Implicit, false), 0, Given.Ada, Ct);

        Assert.True((await administration.SaveGrantsAsync(Switch(GrantTypes.ClientCredentials, true), 0, Given.Ada, Ct)).IsConflict);
        Assert.True((await administration.ForgetGrantsAsync(0, Given.Ada, Ct)).IsConflict);
        Assert.True((await administration.SaveFlagAsync(Flag, true, 0, Given.Ada, Ct)).IsConflict);
        Assert.Single(settings.Audit);

        Assert.False((await administration.SaveFlagAsync(Flag, true, 1, Given.Ada, Ct)).Failed);
    }

    [Fact]
    public async Task Who_is_no_administrator_any_more_changes_nothing()
    {
        var settings = new MemorySettings(Given.Policy());
        var shut = new SettingsAdministration(settings, settings, FixedGate.Shut, new FakeTimeProvider(Given.Now));

        AssertRefused("forbidden", "administrator", await shut.SaveGrantsAsync(Switch(GrantTypes.ClientCredentials, true), 0, Given.Ada, Ct));
        AssertRefused("forbidden", "administrator", await shut.ForgetGrantsAsync(0, Given.Ada, Ct));
        AssertRefused("forbidden", "administrator", await shut.SaveFlagAsync(Flag, true, 0, Given.Ada, Ct));
        AssertRefused("forbidden", "administrator", await shut.UndoAsync(ConsoleSettings.Empty, ConsoleSettings.Empty, Given.Ada, Ct));
        Assert.Empty(settings.Audit);
    }

    [Fact]
    public async Task A_flag_is_switched_and_returned_to_its_default()
    {
        var settings = new MemorySettings(Given.Policy());

        await Administration(settings).SaveFlagAsync(Flag, true, 0, Given.Ada, Ct);
        Assert.True(settings.Current.Serves(GrantTypes.ClientCredentials));
        await Administration(settings).SaveFlagAsync(Flag, null, 1, Given.Ada, Ct);

        Assert.Equal(SettingSource.Default, settings.Current.Flag(Flag).Setting.Source);
        Assert.Equal(
            [new FieldChange(Flag.Name, null, "on"), new FieldChange(Flag.Name, "on", null)],
            settings.Audit.SelectMany(entry => entry.Changes));
    }

    [Fact]
    public async Task A_flag_that_the_environment_fixes_is_read_only_and_says_by_what()
    {
        var settings = new MemorySettings(Given.Policy(environment: (Flag.Variable, "false")));

        AssertRefused("read_only", Flag.Variable, await Administration(settings).SaveFlagAsync(Flag, true, 0, Given.Ada, Ct));
    }

    [Fact]
    public async Task A_flag_that_acts_before_the_database_and_a_retired_one_are_read_only()
    {
        var administration = Administration(new MemorySettings(Given.Policy()));

        AssertRefused("read_only", "before the database", await administration.SaveFlagAsync(FeatureFlags.ExpandEnv, false, 0, Given.Ada, Ct));
        AssertRefused("read_only", "retired", await administration.SaveFlagAsync(FeatureFlags.EntEnabled, true, 0, Given.Ada, Ct));
    }

    [Fact]
    public async Task A_save_can_be_undone_until_somebody_saves_again()
    {
        var settings = new MemorySettings(Given.Policy());
        var administration = Administration(settings);
        var before = settings.Current.Console;
        var saved = (await administration.SaveFlagAsync(Flag, true, 0, Given.Ada, Ct)).Value!;

        var undone = await administration.UndoAsync(before, saved, Given.Ada, Ct);

        Assert.Empty(undone.Value!.Flags);
        Assert.True((await administration.UndoAsync(before, saved, Given.Ada, Ct)).IsConflict);
    }

    private static SettingsAdministration Administration(MemorySettings settings) => new(settings, settings, FixedGate.Open, new FakeTimeProvider(Given.Now));

    private static Dictionary<string, bool> Switch(string grant, bool on) => new(StringComparer.Ordinal) { [grant] = on };

    private static void AssertRefused(string code, string word, Saved<ConsoleSettings> saved)
    {
        var refusal = Assert.Single(saved.Refusals);
        Assert.Equal(code, refusal.Code);
        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }
}
