using Dex.Domain.Devices;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Races;

/// <summary>What many do to one device at the same moment over HTTP: the database says who was first, and nobody else gets anything.</summary>
public abstract class DeviceRaceContract : IAsyncLifetime
{
    private const int Many = 100;

    private readonly MeetingPoint _changing = new();
    private DexServer _dex = null!;

    /// <summary>The section <c>storage</c>.</summary>
    protected abstract Task<string> StorageAsync();

    public async ValueTask InitializeAsync()
    {
        var settings = DeviceServer.Settings;
        _dex = await DexServer.StartAsync(settings with
        {
            Storage = await StorageAsync(),
            Adjust = services =>
            {
                settings.Adjust!(services);
                _changing.MeetBeforeDevicesChange(services);
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _dex.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_a_hundred_polls_for_one_answer_one_gets_tokens()
    {
        var device = await _dex.AskDeviceAsync();
        await CallBackAsync(device, await CodeAsync(device));

        _changing.Expected = Many;
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => _dex.PollAsync(device))));

        var won = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => answer != won))
        {
            Assert.Equal((400, "invalid_grant"), await lost.ReadRefusalAsync());
            Assert.Equal("device_code.redeemed", _dex.RefusalOf(lost).Rule.Id);
        }

        var token = (await won.ReadJsonAsync()).GetProperty("access_token").GetString();
        using var userInfo = await _dex.GetAsync("/userinfo", $"Bearer {token}");
        Assert.Equal(200, (int)userInfo.StatusCode);
    }

    [Fact]
    public async Task Of_polls_at_the_same_moment_all_but_one_are_too_soon()
    {
        var device = await _dex.AskDeviceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _dex.PollRefusalAsync(device))));

        Assert.Single(answers, (400, "authorization_pending"));
        Assert.Equal(19, answers.Count(answer => answer == (400, "slow_down")));
    }

    [Fact]
    public async Task Of_a_yes_and_a_no_at_the_same_moment_one_counts_and_the_device_hears_that_one()
    {
        var device = await _dex.AskDeviceAsync();
        var code = await CodeAsync(device);

        _changing.Expected = 2;
        var ends = await Task.WhenAll(
            Task.Run(() => CallBackAsync(device, code)),
            Task.Run(() => GoAsync($"/device/callback?error=access_denied&state={device.UserCode}")));

        using var poll = await _dex.PollAsync(device);
        Assert.Equal(ends[0] == "Device connected", poll.IsSuccessStatusCode);
        Assert.Equal(ends[1] == "Device not connected", (int)poll.StatusCode == 400);
        Assert.Equal(ends[0] == "Device connected" ? DeviceStatus.Redeemed : DeviceStatus.Denied, await _dex.StatusAsync(device));
    }

    [Fact]
    public async Task Of_many_people_who_allow_one_device_one_is_who_it_signs_in_as()
    {
        var device = await _dex.AskDeviceAsync();
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CodeAsync(device)));

        _changing.Expected = codes.Length;
        var ends = await Task.WhenAll(codes.Select(code => Task.Run(() => CallBackAsync(device, code))));

        Assert.Single(ends, "Device connected");
        Assert.Equal(7, ends.Count(end => end == "Bad Request"));
    }

    /// <summary>After the server has stopped.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    private async Task<string> CodeAsync(AskedDevice device)
    {
        using var browser = BrowserWalk.At(_dex);
        await browser.OpenAsync("/auth/mock" + device.Query());
        await browser.PressAsync("Allow");
        await browser.GoAsync(new Uri(browser.Address, browser.Location).AbsoluteUri);
        return ClientAnswer.Of(browser).Code;
    }

    private Task<string> CallBackAsync(AskedDevice device, string code) => GoAsync($"/device/callback?code={code}&state={device.UserCode}");

    // The heading of the page.
    private async Task<string> GoAsync(string target)
    {
        using var browser = BrowserWalk.At(_dex);
        await browser.GoAsync(target);
        using var page = browser.Page;
        return page.QuerySelector("h1")!.TextContent;
    }
}
