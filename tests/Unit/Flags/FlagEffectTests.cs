using Dex.Domain.Flags;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Flags;

public sealed class FlagEffectTests
{
    private static readonly FeatureFlag _flag = FeatureFlags.ClientCredentialGrantEnabledByDefault;

    [Fact]
    public void A_flag_for_the_default_list_has_no_effect_while_another_list_is_in_force()
    {
        var byFile = Given.Policy(Given.File(grantTypes: GrantTypes.ClientCredentials));
        var byConsole = Given.Policy(console: Given.ConsoleGrants(GrantTypes.ClientCredentials));

        Assert.StartsWith("None. The file lists the grants", FlagEffect.Now(byFile.Flag(_flag), byFile), StringComparison.Ordinal);
        Assert.StartsWith("None. The grant list is saved in the console", FlagEffect.Now(byConsole.Flag(_flag), byConsole), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_for_the_default_list_says_whether_machines_get_tokens()
    {
        var on = Given.Policy(console: Given.ConsoleFlag(_flag.Name, on: true));
        var off = Given.Policy();

        Assert.Contains("so machines get tokens", FlagEffect.Now(on.Flag(_flag), on), StringComparison.Ordinal);
        Assert.Contains("so machines get no token", FlagEffect.Now(off.Flag(_flag), off), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_stage_is_told_by_what_it_means_for_who_set_the_flag()
    {
        var on = Given.Policy(console: Given.ConsoleFlag(_flag.Name, on: true)).Flag(_flag);
        var off = Given.Policy(console: Given.ConsoleFlag(_flag.Name, on: false)).Flag(_flag);
        var silent = Given.Policy().Flag(_flag);

        Assert.Equal("no change for you: it is on already", FlagEffect.When(FlagStage.DefaultOn, on));
        Assert.Equal("no change for you: you have it off", FlagEffect.When(FlagStage.DefaultOn, off));
        Assert.Equal("it goes on; set it off to keep it as it is", FlagEffect.When(FlagStage.DefaultOn, silent));
        Assert.Equal("always on: your setting will be ignored", FlagEffect.When(FlagStage.Retired, off));
        Assert.Equal("always on; remove your setting", FlagEffect.When(FlagStage.Retired, on));
    }

    [Fact]
    public void The_next_version_with_a_change_is_the_lowest_not_the_first_in_the_alphabet()
    {
        FeatureFlag[] flags =
        [
            new("a", "", FlagStage.Introduced) { IntroducedIn = "1.0", DefaultOnIn = "1.10" },
            new("b", "", FlagStage.DefaultOn) { DefaultOnIn = "1.0", RetiredIn = "1.9" },
            new("c", "", FlagStage.Retired) { RetiredIn = "1.0" },
        ];

        Assert.Equal("1.9", FlagEffect.NextVersion(flags));
        Assert.Null(FlagEffect.NextVersion([flags[2]]));
    }
}
