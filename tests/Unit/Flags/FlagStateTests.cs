using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Flags;

public sealed class FlagStateTests
{
    private static readonly FeatureFlag Introduced = FeatureFlags.ClientCredentialGrantEnabledByDefault;

    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("False", false)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("yes", null)]
    [InlineData("tRUE", null)]
    [InlineData(" true", null)]
    [InlineData("2", null)]
    public void A_variable_is_read_by_dexs_spellings_and_anything_else_is_silence(string? text, bool? expected) => Assert.Equal(expected, FeatureFlag.Parse(text));

    [Theory]
    [InlineData("true", true, true, SettingSource.Environment)]
    [InlineData("true", false, true, SettingSource.Environment)]
    [InlineData("false", true, false, SettingSource.Environment)]
    [InlineData("nonsense", true, true, SettingSource.Console)]
    [InlineData(null, true, true, SettingSource.Console)]
    [InlineData(null, false, false, SettingSource.Console)]
    [InlineData(null, null, false, SettingSource.Default)]
    public void The_environment_speaks_before_the_console_and_that_before_the_default(string? variable, bool? console, bool on, SettingSource source)
    {
        var state = FlagState.Resolve(Introduced, _ => variable, console is { } value ? Given.ConsoleFlag(Introduced.Name, value) : ConsoleSettings.Empty);

        Assert.Equal((on, source), (state.IsOn, state.Setting.Source));
        Assert.Equal(source != SettingSource.Environment, state.IsSwitchable);
        Assert.Equal(on, state.IsAwayFromDefault);
    }

    [Fact]
    public void A_flag_that_acts_before_the_database_is_open_does_not_hear_the_console()
    {
        var flag = FeatureFlags.ExpandEnv;

        var state = FlagState.Resolve(flag, _ => null, Given.ConsoleFlag(flag.Name, false));

        Assert.True(state.IsOn);
        Assert.False(state.IsSwitchable);
    }

    [Fact]
    public void A_retired_flag_is_fixed_and_says_when_it_is_set_in_vain()
    {
        var state = FlagState.Resolve(FeatureFlags.EntEnabled, _ => "true", ConsoleSettings.Empty);

        Assert.False(state.IsOn);
        Assert.True(state.IsSetInVain);
        Assert.False(state.IsSwitchable);
        Assert.False(FlagState.Resolve(FeatureFlags.EntEnabled, _ => null, ConsoleSettings.Empty).IsSetInVain);
    }

    [Fact]
    public void The_flag_of_client_credentials_is_introduced_so_off_unless_asked_for()
    {
        Assert.Equal(FlagStage.Introduced, Introduced.Stage);
        Assert.False(Introduced.Default);
        Assert.Equal("DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT", Introduced.Variable);
    }

    [Fact]
    public void Every_flag_of_the_catalogue_is_found_by_its_name_and_no_name_stands_twice()
    {
        Assert.All(FeatureFlags.All, flag => Assert.Same(flag, FeatureFlags.Find(flag.Name)));
        Assert.All(FeatureFlags.All, flag => Assert.EndsWith(".", flag.Summary, StringComparison.Ordinal));
        Assert.Equal(FeatureFlags.All.Count, FeatureFlags.All.Select(flag => flag.Name).Distinct().Count());
        Assert.Null(FeatureFlags.Find("no_such_flag"));
    }
}
