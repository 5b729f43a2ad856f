using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Races;

/// <summary>What many do at the same moment over HTTP, on one node: the database says who was first, and nobody else gets anything.</summary>
public abstract class RaceContract : IAsyncLifetime
{
    private const int Many = 50;

    private readonly PlainBrowser _browser = new();
    private readonly MeetingPoint _spending = new();
    private readonly MeetingPoint _ending = new();
    private DexServer _dex = null!;

    /// <summary>The section <c>storage</c>.</summary>
    protected abstract Task<string> StorageAsync();

    public async ValueTask InitializeAsync()
    {
        var settings = AttackedServer.Settings();
        _dex = await DexServer.StartAsync(settings with
        {
            Storage = await StorageAsync(),
            Adjust = services =>
            {
                settings.Adjust!(services);
                _spending.MeetBeforeSpending(services);
                _ending.MeetBeforeEnding(services);
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dex.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_fifty_redemptions_of_one_code_one_wins_and_loses_what_it_won()
    {
        var code = ApplicationAnswer.Of(await _browser.WalkAsync(Asking.Of("app").At(_dex))).Code;

        _spending.Expected = Many;
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => _dex.BringAsync("app", code))));

        var won = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => answer != won))
        {
            Assert.Equal((400, "invalid_grant"), await lost.ReadRefusalAsync());
        }

        var tokens = await won.ReadJsonAsync();
        foreach (var name in new[] { "access_token", "id_token" })
        {
            using var userInfo = await _dex.GetAsync("/userinfo", "Bearer " + tokens.Text(name));
            Assert.Equal((401, "invalid_token"), await userInfo.ReadRefusalAsync());
        }
    }

    [Fact]
    public async Task Of_many_answers_to_one_consent_page_one_gets_a_code()
    {
        var page = await _browser.FollowAsync(Asking.Of("app").WithConsent().At(_dex));
        var yes = page.Forms.Single(form => form["approval"] == "approve");

        _ending.Expected = 8;
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await _browser.FollowAsync(await _browser.SubmitAsync(yes)))));

        AssertOneCode(ends);
    }

    [Fact]
    public async Task Of_a_yes_and_a_no_at_the_same_moment_one_counts()
    {
        var page = await _browser.FollowAsync(Asking.Of("app").WithConsent().At(_dex));

        _ending.Expected = 2;
        var ends = await Task.WhenAll(page.Forms.Select(form => Task.Run(async () => await _browser.FollowAsync(await _browser.SubmitAsync(form)))));

        var told = Assert.Single(ends, end => end.Location?.Host == "app.example");
        Assert.True(ApplicationAnswer.Of(told) is { Code.Length: > 0 } or { Error: "access_denied" });
        Assert.Single(ends, end => end.Status is 400);
    }

    [Fact]
    public async Task Of_many_walks_over_the_last_step_one_gets_the_tokens()
    {
        var asking = Asking.Of("app").WithConsent().With(("response_type", "code id_token token"), ("nonce", "n"));
        var page = await _browser.FollowAsync(asking.At(_dex));
        var approved = await _browser.SubmitAsync(page.Forms.Single(form => form["approval"] == "approve"));

        _ending.Expected = 8;
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _browser.GetAsync(approved.Location!))));

        AssertOneCode(ends);
    }

    [Fact]
    public async Task Many_people_can_sign_in_at_once_and_each_gets_what_is_theirs()
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            // Four of one person: a fifth attempt before the first is through would be taken for guessing.
            using var browser = new PlainBrowser { Login = i % 2 == 0 ? "jane@example.com" : "bob@example.com" };
            var answer = ApplicationAnswer.Of(await browser.WalkAsync(Asking.Of("app", "local").With(("nonce", $"n{i}")).At(_dex)));
            var claims = Answers.PayloadOf((await _dex.TokensAsync("app", answer.Code)).Text("id_token"));
            return (browser.Login, claims.Text("email"), $"n{i}", claims.Text("nonce"));
        })));

        Assert.All(ends, end => Assert.Equal((end.Item1, end.Item3), (end.Item2, end.Item4)));
    }

    /// <summary>After the server has stopped.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    private static void AssertOneCode(VisitedPage[] ends)
    {
        var won = Assert.Single(ends, end => end.Location is not null);
        Assert.NotEmpty(ApplicationAnswer.Of(won).Code);
        Assert.All(ends.Where(end => end != won), end => Assert.Equal(400, end.Status));
    }
}
