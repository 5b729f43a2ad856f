using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Races;

/// <summary>
/// A hundred refreshes of one token at the same moment, on two nodes where the database can be shared: the connector is asked once, the
/// token rotates once, and nobody waits without end.
/// </summary>
public abstract class RefreshRaceContract : IAsyncLifetime
{
    private const int Many = 100;

    private readonly List<DexServer> _nodes = [];

    protected abstract bool IsShared { get; }

    /// <summary>The section <c>storage</c>.</summary>
    protected abstract Task<string> StorageAsync();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Without_a_reuse_interval_one_wins_and_the_others_are_refused_and_end_nothing()
    {
        await ServeAsync("");
        var token = await ConnectAsync();

        var answers = await RaceAsync(token);

        var won = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => answer != won))
        {
            Assert.Equal((400, "invalid_grant"), await lost.ReadRefusalAsync());
        }

        Assert.Equal(1, Asked);
        var next = (await won.ReadJsonAsync()).RefreshToken();
        Assert.NotEqual(token, next);
        await _nodes[^1].RefreshedAsync(SignInServer.Web, next);
    }

    [Fact]
    public async Task With_a_reuse_interval_all_get_the_same_new_value_and_the_connector_is_asked_once()
    {
        await ServeAsync("reuseInterval: 1m");
        var token = await OldAsync();

        var answers = await RaceAsync(token);

        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.ReadTextAsync());
            values.Add((await answer.ReadJsonAsync()).RefreshToken());
        }

        Assert.NotEqual(token, Assert.Single(values));
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task Without_rotation_all_keep_the_value_and_who_waited_shares_the_answer()
    {
        await ServeAsync("disableRotation: true");
        var token = await ConnectAsync();

        var answers = await RaceAsync(token);

        foreach (var answer in answers)
        {
            Assert.Equal(token, (await answer.ReadJsonAsync()).RefreshToken());
        }
    }

    [Fact]
    public async Task Where_the_connector_fails_nobody_gets_anything_and_the_token_still_works()
    {
        await ServeAsync("");
        var token = await ConnectAsync();
        foreach (var node in _nodes)
        {
            node.Upstream().Failure = new Domain.Connectors.ConnectorException("no answer");
        }

        Assert.All(await RaceAsync(token), answer => Assert.False(answer.IsSuccessStatusCode));

        foreach (var node in _nodes)
        {
            node.Upstream().Failure = null;
        }

        await _nodes[0].RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task A_spent_value_and_the_current_one_at_the_same_moment_leave_no_token_that_works()
    {
        await ServeAsync("");
        var first = await ConnectAsync();
        var second = (await _nodes[0].RefreshedAsync(SignInServer.Web, first)).RefreshToken();
        var third = (await _nodes[0].RefreshedAsync(SignInServer.Web, second)).RefreshToken();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => Node(i).RefreshAsync(SignInServer.Web, i % 2 == 0 ? first : third))));

        Assert.Null(await _nodes[0].KeptAsync(third));
        foreach (var answer in answers.Where(answer => answer.IsSuccessStatusCode))
        {
            Assert.False(await _nodes[^1].OpensAsync(await answer.ReadJsonAsync()), "It was issued, and is taken back.");
        }
    }

    /// <summary>After the servers have stopped.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    private int Asked => _nodes.Sum(node => node.Upstream().Asked);

    private DexServer Node(int i) => _nodes[i % _nodes.Count];

    private async Task ServeAsync(string policy)
    {
        var settings = Refreshing.Settings(policy) with { Storage = await StorageAsync() };
        _nodes.Add(await DexServer.StartAsync(settings));
        if (IsShared)
        {
            _nodes.Add(await DexServer.StartAsync(settings with { Issuer = _nodes[0].Issuer }));
        }
    }

    private async Task<string> ConnectAsync()
    {
        using var browser = BrowserWalk.At(_nodes[0]);
        await browser.OpenAsync($"/auth/{LiveUpstream.Live}" + Parameters.Asking(SignInServer.Web, Refreshing.Offline));
        using var redeemed = await _nodes[0].RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
        return (await redeemed.ReadJsonAsync()).RefreshToken();
    }

    // The reuse interval is open right after the sign-in; this token was last used long ago.
    private async Task<string> OldAsync()
    {
        var token = await ConnectAsync();
        await _nodes[0].AgeAsync(token, TimeSpan.FromHours(1));
        return token;
    }

    private Task<HttpResponseMessage[]> RaceAsync(string token) =>
        Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(() => Node(i).RefreshAsync(SignInServer.Web, token))));
}
