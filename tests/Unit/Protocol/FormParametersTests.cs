using System.Text;
using Dex.Domain.Protocol;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

public sealed class FormParametersTests
{
    [Fact]
    public void The_first_value_of_a_repeated_parameter_counts()
    {
        var form = Parse("scope=openid&scope=groups");

        Assert.Equal("openid", form["scope"]);
    }

    [Fact]
    public void An_absent_parameter_is_null_and_reads_as_empty_text()
    {
        var form = Parse("a=1");

        Assert.Null(form["b"]);
        Assert.Equal("", form.Text("b"));
    }

    [Theory]
    [InlineData("a=b+c", "b c")]
    [InlineData("a=b%20c", "b c")]
    [InlineData("a=b%2Bc", "b+c")]
    [InlineData("a=%c3%a9", "é")]
    [InlineData("a=é", "é")]
    [InlineData("a=b=c", "b=c")]
    [InlineData("a", "")]
    [InlineData("a=", "")]
    [InlineData("&&a=1&&", "1")]
    [InlineData("%61=1", "1")]
    [InlineData("a=%00", "\0")]
    public void Values_are_decoded_as_a_form_is(string body, string expected) => Assert.Equal(expected, Parse(body)["a"]);

    [Fact]
    public void Bytes_that_are_no_utf_8_become_the_replacement_character() => Assert.Equal("\ufffd", Parse("a=%ff")["a"]);

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%2")]
    [InlineData("a=%zz")]
    [InlineData("a=1&b=%g0")]
    [InlineData("%=1")]
    [InlineData("a=1;b=2")]
    [InlineData("a=1&;")]
    public void A_broken_escape_or_a_semicolon_spoils_the_whole_form(string body) => Assert.Null(FormParameters.TryParse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void An_encoded_semicolon_is_a_value() => Assert.Equal(";", Parse("a=%3b")["a"]);

    [Fact]
    public void An_empty_body_is_an_empty_form() => Assert.Equal(0, Parse("").Count);

    [Property]
    public void No_bytes_make_the_reader_throw(byte[] body) => FormParameters.TryParse(body);

    [Property]
    public void What_was_encoded_is_read_back(NonNull<string> name, NonNull<string> value)
    {
        var body = $"{Encode(name.Get)}={Encode(value.Get)}";

        // Lone surrogates have no UTF-8 form, so both sides are compared as the encoder wrote them.
        Assert.Equal(Utf8(value.Get), Parse(body)[Utf8(name.Get)]);
    }

    [Property]
    public void A_form_is_refused_exactly_when_it_holds_a_semicolon_or_a_broken_escape(NonNull<string> text)
    {
        var body = Utf8(text.Get);
        var broken = body.Contains(';', StringComparison.Ordinal)
            || body.Select((c, i) => c == '%' && !(i + 2 < body.Length && char.IsAsciiHexDigit(body[i + 1]) && char.IsAsciiHexDigit(body[i + 2]))).Any(bad => bad);

        Assert.Equal(broken, FormParameters.TryParse(Encoding.UTF8.GetBytes(body)) is null);
    }

    private static FormParameters Parse(string body) => FormParameters.TryParse(Encoding.UTF8.GetBytes(body))!;

    private static string Encode(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:x2}"));

    private static string Utf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
