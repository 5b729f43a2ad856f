using Dex.Infrastructure.Passwords;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

public sealed class BcryptHasherTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_hash_verifies_its_password_and_no_other()
    {
        using var hasher = new BcryptHasher();

        var hash = await hasher.HashAsync("password", Ct);

        Assert.StartsWith("$2", hash, StringComparison.Ordinal);
        Assert.Contains("$12$", hash, StringComparison.Ordinal);
        Assert.True(await hasher.VerifyAsync(hash, "password", Ct));
        Assert.False(await hasher.VerifyAsync(hash, "Password", Ct));
    }

    [Theory]
    [InlineData("$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W", true)]
    [InlineData("$2y$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W", true)]
    [InlineData("$2a$09$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W", false)]
    [InlineData("$2a$31$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W", false)]
    [InlineData("$2a$10$!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", false)]
    [InlineData("not a hash", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Hashes_made_elsewhere_are_accepted_within_the_range_of_costs(string? hash, bool expected)
    {
        using var hasher = new BcryptHasher();

        Assert.Equal(expected, await hasher.VerifyAsync(hash, "password", Ct));
    }
}
