using Dex.Domain.Tokens;
using Xunit;

namespace Dex.Tests.Unit.Tokens;

public sealed class TokenFormTests
{
    [Theory]
    [InlineData("e30.e30", true)]
    [InlineData("e30.e30.c2ln", true)]
    [InlineData(".e30.", true)]
    [InlineData("e30.eyJhIjpbMSx7fV19.x.y.z", true)]
    [InlineData("", false)]
    [InlineData("e30", false)]
    [InlineData(".", false)]
    [InlineData("e30.", false)]
    [InlineData("e30.W10.x", false)]
    [InlineData("e30.bnVsbA.x", false)]
    [InlineData("e30.eyJh.x", false)]
    [InlineData("e30.e3 0.x", true)]
    [InlineData("e30.e3+0.x", false)]
    [InlineData("CgRyN2syEgJzOQ", false)]
    public void A_text_with_an_object_for_its_second_part_is_a_signed_token_if_any(string text, bool isSigned) =>
        Assert.Equal(isSigned, TokenForm.IsSigned(text));

    [Fact]
    public void A_text_nested_without_end_is_none()
    {
        var nested = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes("{\"a\":" + new string('[', 10_000)));

        Assert.False(TokenForm.IsSigned($"e30.{nested}.x"));
    }
}
