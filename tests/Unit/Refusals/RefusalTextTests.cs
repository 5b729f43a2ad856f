using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class RefusalTextTests
{
    [Theory]
    [InlineData("plain text, ümläut and 漢字", "plain text, ümläut and 漢字")]
    [InlineData("a\nb", "a\\u000ab")]
    [InlineData("a\0b", "a\\u0000b")]
    [InlineData("\u202etxt", "\\u202etxt")]
    [InlineData("a\u2028b", "a\\u2028b")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    public void What_could_forge_a_line_is_escaped(string text, string expected) => Assert.Equal(expected, RefusalText.Clip(text));

    [Fact]
    public void A_long_value_is_cut_and_says_so()
    {
        Assert.Equal(new string('a', 120), RefusalText.Clip(new string('a', 120)));
        Assert.Equal(new string('a', 120) + "…", RefusalText.Clip(new string('a', 121)));
    }

    [Property]
    public void Whatever_comes_is_bounded_and_free_of_controls(NonNull<string> text)
    {
        var clipped = RefusalText.Clip(text.Get);

        Assert.True(clipped.Length <= RefusalText.Limit + 6);
        Assert.DoesNotContain(clipped, c => char.IsControl(c) || char.IsSurrogate(c));
    }

    [Fact]
    public void What_an_error_received_is_always_clipped() =>
        Assert.Equal("a\\u000ab", new OAuthError(RefusalRules.GrantUnknown, received: "a\nb").Received);

    [Fact]
    public void A_list_is_quoted_in_square_brackets() => Assert.Equal("[\"a\" \"b\"]", RefusalText.List(["a", "b"]));
}
