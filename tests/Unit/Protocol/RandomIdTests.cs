using Dex.Domain.Protocol;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

public sealed class RandomIdTests
{
    [Fact]
    public void An_id_is_a_letter_and_24_characters_of_base32()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => RandomId.New()).ToList();

        Assert.All(ids, id => Assert.Matches("^[a-z][a-z2-7]{24}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_long_id_is_a_letter_and_50_characters_of_base32()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => RandomId.NewLong()).ToList();

        Assert.All(ids, id => Assert.Matches("^[a-z][a-z2-7]{50}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Every_position_varies()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => RandomId.New()).ToList();
        var longer = Enumerable.Range(0, 1000).Select(_ => RandomId.NewLong()).ToList();

        Assert.All(Enumerable.Range(0, 25), position => Assert.True(ids.Select(id => id[position]).Distinct().Count() > 20));

        // The last character of a long id stands for the three bits that are left.
        Assert.All(Enumerable.Range(0, 50), position => Assert.True(longer.Select(id => id[position]).Distinct().Count() > 20));
        Assert.Equal(8, longer.Select(id => id[50]).Distinct().Count());
    }
}
