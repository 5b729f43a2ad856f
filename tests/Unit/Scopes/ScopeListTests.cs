using Dex.Domain.Scopes;
using Xunit;

namespace Dex.Tests.Unit.Scopes;

public sealed class ScopeListTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Nothing_is_an_empty_list(string? scope) => Assert.Empty(ScopeList.Parse(scope));

    [Theory]
    [InlineData("openid groups")]
    [InlineData(" openid  groups ")]
    [InlineData("openid\tgroups")]
    [InlineData("openid\u00a0groups")]
    [InlineData("openid\u3000groups\n")]
    public void Any_unicode_white_space_separates(string scope) => Assert.Equal(["openid", "groups"], ScopeList.Parse(scope));

    [Fact]
    public void Order_and_repetitions_are_kept() => Assert.Equal(["b", "a", "b"], ScopeList.Parse("b a b"));
}
