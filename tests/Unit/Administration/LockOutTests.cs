using Dex.Domain.Users;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Administration;

public sealed class LockOutTests
{
    [Fact]
    public void Four_failures_lock_nothing() => Assert.False(After(4).IsLocked(Given.Now));

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(10, 32)]
    [InlineData(11, 60)]
    [InlineData(12, 60)]
    [InlineData(10_000, 60)]
    public void From_the_fifth_on_each_failure_locks_twice_as_long_an_hour_at_most(int failures, int minutes)
    {
        var lockOut = After(failures);

        Assert.True(lockOut.IsLocked(Given.Now.AddMinutes(minutes).AddTicks(-1)));
        Assert.False(lockOut.IsLocked(Given.Now.AddMinutes(minutes)));
    }

    private static LockOut After(int failures) =>
        Enumerable.Range(0, failures).Aggregate(LockOut.None, (lockOut, _) => lockOut.AfterFailure(Given.Now));
}
