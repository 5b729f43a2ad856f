using Dex.Domain.Limits;
using Dex.Tests.Unit.Builders;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Limits;

public sealed class FailureWindowTests
{
    private readonly FakeTimeProvider _clock = new(Given.Now);

    [Fact]
    public void Failures_up_to_the_limit_are_answered_and_the_next_waits_for_the_windows_end()
    {
        var window = new FailureWindow(3, TimeSpan.FromMinutes(1), _clock);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(window.Count("a")));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), window.Count("a"));
    }

    [Fact]
    public void The_count_begins_anew_when_the_window_ends()
    {
        var window = new FailureWindow(1, TimeSpan.FromMinutes(1), _clock);
        window.Count("a");
        Assert.NotNull(window.Count("a"));

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(window.Wait("a"));
        Assert.Null(window.Count("a"));
    }

    [Fact]
    public void Keys_do_not_count_for_each_other()
    {
        var window = new FailureWindow(1, TimeSpan.FromMinutes(1), _clock);
        window.Count("a");
        window.Count("a");

        Assert.Null(window.Count("b"));
        Assert.Null(window.Count("A"));
    }

    [Fact]
    public void Waiting_begins_with_the_limit_and_counts_nothing()
    {
        var window = new FailureWindow(2, TimeSpan.FromMinutes(1), _clock);
        Assert.Null(window.Wait("a"));
        window.Count("a");
        Assert.Null(window.Wait("a"));
        window.Count("a");

        Assert.Equal(TimeSpan.FromMinutes(1), window.Wait("a"));
        Assert.Equal(TimeSpan.FromMinutes(1), window.Wait("a"));
    }

    [Fact]
    public void What_is_forgotten_need_not_wait()
    {
        var window = new FailureWindow(1, TimeSpan.FromMinutes(1), _clock);
        window.Count("a");

        window.Forget("a");

        Assert.Null(window.Wait("a"));
    }

    [Fact]
    public void Twenty_five_thousand_keys_leave_the_newest_counted()
    {
        var window = new FailureWindow(1, TimeSpan.FromMinutes(1), _clock);
        for (var i = 0; i < 25_000; i++)
        {
            window.Count($"key-{i}");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.NotNull(window.Wait("key-24999"));
        Assert.Null(window.Wait("key-0"));
    }
}
