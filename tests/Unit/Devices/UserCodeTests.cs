using Dex.Domain.Devices;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>RFC 8628 section 6.1 and F-52: codes that people read, type and get wrong.</summary>
public sealed class UserCodeTests
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";

    [Fact]
    public void A_code_is_two_groups_of_four_consonants()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.Matches($"^[{Letters}]{{4}}-[{Letters}]{{4}}$", UserCode.New());
        }
    }

    [Fact]
    public void Each_letter_is_as_likely_as_the_others_at_each_place()
    {
        const int Draws = 40_000;
        var counts = new int[9, 128];
        for (var i = 0; i < Draws; i++)
        {
            var code = UserCode.New();
            for (var place = 0; place < code.Length; place++)
            {
                counts[place, code[place]]++;
            }
        }

        // Two thousand are expected; eight standard deviations are 350.
        Assert.All(Enumerable.Range(0, 9).Where(place => place != 4), place =>
            Assert.All(Letters, letter => Assert.InRange(counts[place, letter], 1650, 2350)));
    }

    [Theory]
    [InlineData("BCDF-GHJK")]
    [InlineData("bcdf-ghjk")]
    [InlineData("BCDFGHJK")]
    [InlineData("bcdf ghjk")]
    [InlineData("  BCDF - GHJK\t")]
    [InlineData("B C D F G H J K")]
    [InlineData("BC-DF-GH-JK")]
    [InlineData("BCDF\u2013GHJK")]
    [InlineData("bcdf\u00a0ghjk")]
    public void A_code_is_known_however_it_is_typed(string typed) => Assert.Equal("BCDF-GHJK", UserCode.Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("BCDF-GHJ")]
    [InlineData("BCDF-GHJKL")]
    [InlineData("ACDF-GHJK")]
    [InlineData("YCDF-GHJK")]
    [InlineData("BCDF-GHJ1")]
    [InlineData("BCDF_GHJK")]
    [InlineData("BCDF-GHJ\u212a")]
    [InlineData("BCDF-GHJK\0")]
    [InlineData("\uff22CDF-GHJK")]
    public void What_is_no_code_is_none(string typed) => Assert.Null(UserCode.Read(typed));

    [Fact]
    public void Blanks_without_end_are_not_read() => Assert.Null(UserCode.Read("BCDF-GHJK" + new string(' ', 1000)));
}
