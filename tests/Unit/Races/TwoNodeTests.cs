using Dex.Domain.Authorization;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Housekeeping;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Hosting;
using Dex.Tests.Unit.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Races;

/// <summary>Two nodes on one database behind a proxy that sends every request to whichever it likes.</summary>
public sealed class TwoNodeTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly PlainBrowser _browser = new();
    private readonly MeetingPoint _spending = new();
    private readonly MeetingPoint _ending = new();
    private DexServer _first = null!;
    private DexServer _second = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var usual = AttackedServer.Settings();
        var settings = usual with
        {
            Storage = await postgreSql.CreateStorageAsync(),
            Clock = _clock,
            Adjust = services =>
            {
                usual.Adjust!(services);
                _spending.MeetBeforeSpending(services);
                _ending.MeetBeforeEnding(services);
            },
        };
        _first = await DexServer.StartAsync(settings);
        _second = await DexServer.StartAsync(settings with { Issuer = _first.Issuer });
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        PostgreSqlStorage.LetGo();
    }

    [Fact]
    public async Task A_sign_in_goes_on_at_whichever_node_it_is_sent_to()
    {
        var start = await _browser.FollowAsync(Asking.Of("app", "local").WithConsent().WithPkce().At(_first));
        var login = await _browser.GetAsync(At(_second, start.Address));
        var signedIn = await _browser.SubmitAsync(login.Forms[0], ("login", "jane@example.com"), ("password", "password"));
        var dispatched = await _browser.GetAsync(At(_first, signedIn.Location!));
        var consent = await _browser.GetAsync(At(_second, dispatched.Location!));
        var yes = consent.Forms.Single(form => form["approval"] == "approve");
        var approved = await _browser.PostAsync(At(_first, yes.Action), [.. yes.Fields]);
        var answer = ApplicationAnswer.Of(await _browser.GetAsync(At(_second, approved.Location!)));

        Assert.Equal(_first.Issuer, answer["iss"]);
        var tokens = await _first.TokensAsync("app", answer.Code, ("code_verifier", Asking.Verifier));
        foreach (var node in new[] { _first, _second })
        {
            using var userInfo = await node.GetAsync("/userinfo", "Bearer " + tokens.Text("access_token"));
            Assert.Equal("jane@example.com", (await userInfo.ReadJsonAsync()).Text("email"));
        }
    }

    [Fact]
    public async Task A_sign_in_to_the_console_goes_on_at_whichever_node_it_is_sent_to()
    {
        var begun = await _browser.GetAsync(EveryAnswer.Console(_first, "/sign-in"));
        var login = await _browser.FollowAsync(At(_second, begun.Location!));
        var signedIn = await _browser.SubmitAsync(login.Forms[0], ("login", "ada@example.com"), ("password", "password"));
        var dispatched = await _browser.GetAsync(At(_first, signedIn.Location!));
        var back = await _browser.GetAsync(At(_second, dispatched.Location!));

        Assert.Equal((302, "/console/"), (back.Status, back.Header("Location")));
        Assert.Equal(200, (await _browser.GetAsync(EveryAnswer.Console(_first, "/"))).Status);
    }

    [Fact]
    public async Task A_code_that_is_redeemed_on_both_nodes_at_once_has_one_winner()
    {
        var code = ApplicationAnswer.Of(await _browser.WalkAsync(Asking.Of("app").At(_first))).Code;

        _spending.Expected = 20;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? _first : _second).BringAsync("app", code))));

        var won = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => answer != won))
        {
            Assert.Equal((400, "invalid_grant"), await lost.ReadRefusalAsync());
        }

        var token = (await won.ReadJsonAsync()).Text("access_token");
        foreach (var node in new[] { _first, _second })
        {
            using var userInfo = await node.GetAsync("/userinfo", "Bearer " + token);
            Assert.Equal((401, "invalid_token"), await userInfo.ReadRefusalAsync());
        }
    }

    [Fact]
    public async Task A_last_step_that_is_taken_on_both_nodes_at_once_gives_one_code()
    {
        var page = await _browser.FollowAsync(Asking.Of("app").WithConsent().At(_first));
        var approved = await _browser.SubmitAsync(page.Forms.Single(form => form["approval"] == "approve"));

        _ending.Expected = 8;
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _browser.GetAsync(At(i % 2 == 0 ? _first : _second, approved.Location!)))));

        Assert.NotEmpty(ApplicationAnswer.Of(Assert.Single(ends, end => end.Location is not null)).Code);
        Assert.All(ends.Where(end => end.Location is null), end => Assert.Equal(400, end.Status));
    }

    [Fact]
    public async Task Both_nodes_collect_what_expired_at_once_without_error_and_count_each_object_once()
    {
        const int count = 40;
        var end = _clock.GetUtcNow().AddMinutes(1);
        var requests = _first.Services.GetRequiredService<IAuthorizationRequestStore>();
        for (var i = 0; i < count; i++)
        {
            await requests.AddAsync(Sample.Request($"request{i}") with { ExpiresAt = end }, Ct);
            await _first.Services.GetRequiredService<IRevokedTokens>().RevokeAsync([new IssuedToken($"token{i}", end)], Ct);
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        ExpiredTally[] tallies = [new(), new()];
        await Task.WhenAll(new[] { _first, _second }.Zip(tallies).Select(pair =>
            Task.Run(() => pair.First.Services.GetRequiredService<ExpiredObjects>().DeleteAsync(pair.Second, Ct))));

        Assert.Equal((count, count), (tallies.Sum(tally => tally.Requests), tallies.Sum(tally => tally.RevokedTokens)));
        await using var db = await _second.Services.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        Assert.Equal(0, await db.AuthorizationRequests.CountAsync(Ct));
    }

    private static Uri At(DexServer node, Uri address) => new($"http://{node.Address}{address.PathAndQuery}");
}
