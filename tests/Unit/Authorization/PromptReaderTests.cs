using Dex.Domain.Authorization;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class PromptReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("none", "none")]
    [InlineData(" none ", "none")]
    [InlineData("none none", "none")]
    [InlineData("login", "login")]
    [InlineData("consent", "consent")]
    [InlineData("select_account", "select_account")]
    [InlineData("select_account login", "login select_account")]
    [InlineData("select_account  consent\tlogin", "login consent select_account")]
    [InlineData("consent login consent", "login consent")]
    public void Words_are_kept_once_and_in_one_order(string prompt, string kept) =>
        Assert.Equal(kept, string.Join(' ', PromptReader.Prompt(prompt)!.Value));

    [Theory]
    [InlineData("none login")]
    [InlineData("consent none")]
    [InlineData("None")]
    [InlineData("LOGIN")]
    [InlineData("login,consent")]
    [InlineData("create")]
    [InlineData("login magic")]
    public void Unknown_words_another_case_and_company_for_none_are_refused(string prompt) => Assert.Null(PromptReader.Prompt(prompt));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("60", 60)]
    [InlineData("+60", 60)]
    [InlineData("007", 7)]
    [InlineData("3153600000", 3_153_600_000)]
    public void An_age_is_a_number_of_seconds(string text, long seconds)
    {
        Assert.True(PromptReader.TryReadMaxAge(text, out var maxAge));
        Assert.Equal(TimeSpan.FromSeconds(seconds), maxAge);
    }

    [Fact]
    public void No_age_is_none_given()
    {
        Assert.True(PromptReader.TryReadMaxAge("", out var maxAge));
        Assert.Null(maxAge);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999")]
    public void An_age_beyond_every_sign_in_is_taken_and_harms_no_calendar(string text)
    {
        Assert.True(PromptReader.TryReadMaxAge(text, out var maxAge));
        Assert.Equal(TimeSpan.FromDays(36_500), maxAge);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("++1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\0")]
    [InlineData("an hour")]
    [InlineData("٣")]
    [InlineData("9223372036854775808")]
    public void Anything_else_is_no_age(string text)
    {
        Assert.False(PromptReader.TryReadMaxAge(text, out var maxAge));
        Assert.Null(maxAge);
    }
}
