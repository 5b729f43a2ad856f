using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class RefusalLogTests
{
    private readonly RefusalLog _log = new();

    [Fact]
    public void The_newest_come_first_and_a_filter_narrows_them()
    {
        Add("1", "a");
        Add("2", "b");
        Add("3", "a");

        Assert.Equal(["3", "2", "1"], _log.Latest(10).Select(record => record.RequestId));
        Assert.Equal(["3", "1"], _log.Latest(10, record => record.ClientId == "a").Select(record => record.RequestId));
        Assert.Equal(["3"], _log.Latest(1).Select(record => record.RequestId));
    }

    [Fact]
    public void A_record_is_found_by_its_request()
    {
        Add("1", "a");
        Add("2", "b");

        Assert.Equal("b", _log.Find("2")?.ClientId);
        Assert.Null(_log.Find("3"));
    }

    [Fact]
    public void The_log_is_bounded_and_the_oldest_give_way()
    {
        for (var i = 0; i <= RefusalLog.Capacity; i++)
        {
            Add($"{i}", "a");
        }

        Assert.Equal(RefusalLog.Capacity, _log.Latest(int.MaxValue).Count);
        Assert.Null(_log.Find("0"));
        Assert.NotNull(_log.Find("1"));
    }

    private void Add(string requestId, string clientId) =>
        _log.Add(new RefusalRecord(Given.Now, requestId, "/token", RefusalRules.ClientUnknown, clientId, false, "", "", "", ""));
}
