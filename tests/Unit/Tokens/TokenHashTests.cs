using Dex.Domain.Tokens;
using Xunit;

namespace Dex.Tests.Unit.Tokens;

public sealed class TokenHashTests
{
    [Theory]
    [InlineData("RS256", "Z1P3Ll-e0JrOBqzfbrTXjQ")]
    [InlineData("ES256", "Z1P3Ll-e0JrOBqzfbrTXjQ")]
    [InlineData("RS384", "jpT-8w6THT9RB8fvt2C7xET5X0764Y3l")]
    [InlineData("ES384", "jpT-8w6THT9RB8fvt2C7xET5X0764Y3l")]
    [InlineData("RS512", "07t9U0Srq3O5OK7tQpCPmEj7dEM9Z3vDfYYjdnymPYg")]
    [InlineData("ES512", "07t9U0Srq3O5OK7tQpCPmEj7dEM9Z3vDfYYjdnymPYg")]
    [InlineData("EdDSA", "07t9U0Srq3O5OK7tQpCPmEj7dEM9Z3vDfYYjdnymPYg")]
    public void The_hash_is_the_left_half_by_the_size_of_the_algorithm(string algorithm, string expected) =>
        Assert.Equal(expected, TokenHash.Of(algorithm, "example-access-token"));
}
