using Dex.Domain.Users;
using Xunit;

namespace Dex.Tests.Unit.Users;

public sealed class NewPasswordTests
{
    [Fact]
    public void A_generated_password_meets_the_rules_and_can_be_typed()
    {
        var password = NewPassword.Generate();

        Assert.Matches("^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){4}$", password.Text);
        Assert.True(password.IsGenerated);
        Assert.Null(password.WhyRefused());
        Assert.NotEqual(password.Text, NewPassword.Generate().Text);
    }

    [Fact]
    public void It_does_not_show_as_text()
    {
        var password = NewPassword.Generate();

        Assert.DoesNotContain(password.Text, $"{password}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elevenchars", false)]
    [InlineData("twelve chars", true)]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012345678901", true)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012", false)]
    [InlineData("ééééééééééééééééééééééééééééééééééééé", false)]
    public void A_chosen_one_has_12_characters_at_least_and_72_bytes_at_most(string text, bool isGood) =>
        Assert.Equal(isGood, NewPassword.Chosen(text).WhyRefused() is null);
}
