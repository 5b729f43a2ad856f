using Dex.Domain.RefreshTokens;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.4.5: what a use does to the value, to the connector and to the clock, for each row of the table.</summary>
public sealed class RefreshTokenRotationTests(SignInServer shared) : RefreshTest(shared)
{
    private static readonly TimeSpan RaceWindow = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task With_rotation_each_use_gives_a_new_value_asks_the_connector_and_moves_the_last_use()
    {
        await ServeAsync();
        var first = await ConnectedAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));

        var second = (await Dex.RefreshedAsync(SignInServer.Web, first)).RefreshToken();
        var third = (await Dex.RefreshedAsync(SignInServer.Web, second)).RefreshToken();

        Assert.Equal(3, new[] { first, second, third }.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((2, Clock.GetUtcNow()), (Upstream.Asked, (await Dex.KeptAsync(third))!.LastUsedAt));
        Assert.Null((await Dex.KeptAsync(third))!.CurrentValue);
    }

    // RFC 9700 section 4.14.2.
    [Fact]
    public async Task A_spent_value_that_comes_back_ends_its_family_with_all_that_is_alive_of_it()
    {
        await ServeAsync();
        var answer = await ConnectAsync();
        var refreshed = await Dex.RefreshedAsync(SignInServer.Web, answer.RefreshToken());
        Clock.Advance(RaceWindow + TimeSpan.FromMilliseconds(1));

        Assert.Equal("refresh_token.spent", await Dex.RefusedRefreshAsync(SignInServer.Web, answer.RefreshToken()));

        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, refreshed.RefreshToken()));
        Assert.Equal((false, false), (await Dex.OpensAsync(answer), await Dex.OpensAsync(refreshed)));
        Assert.Contains("\"level\":\"WARN\"", Assert.Single(Dex.Log.Lines, line => line.Contains("refresh token claimed twice", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, answer.RefreshToken()));
    }

    [Fact]
    public async Task A_value_from_long_before_ends_the_family_even_a_moment_after_a_rotation()
    {
        await ServeAsync();
        var first = await ConnectedAsync();
        var second = await Dex.RefreshedAsync(SignInServer.Web, first);
        var third = await Dex.RefreshedAsync(SignInServer.Web, second.RefreshToken());

        Assert.Equal("refresh_token.spent", await Dex.RefusedRefreshAsync(SignInServer.Web, first));

        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, third.RefreshToken()));
    }

    [Fact]
    public async Task The_value_before_that_comes_back_a_moment_after_the_rotation_lost_a_race_and_ends_nothing()
    {
        await ServeAsync();
        var first = await ConnectedAsync();
        var second = await Dex.RefreshedAsync(SignInServer.Web, first);
        Clock.Advance(RaceWindow);

        using var lost = await Dex.RefreshAsync(SignInServer.Web, first);

        Assert.Equal((400, "invalid_grant"), await lost.ReadRefusalAsync());
        Assert.Equal("refresh_token.superseded_just_now", Dex.RefusalOf(lost).Rule.Id);
        Assert.True(await Dex.OpensAsync(second));
        await Dex.RefreshedAsync(SignInServer.Web, second.RefreshToken());
    }

    [Fact]
    public async Task A_spent_value_that_another_client_shows_ends_nothing()
    {
        await ServeAsync();
        var first = await ConnectedAsync();
        var second = await Dex.RefreshedAsync(SignInServer.Web, first);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("refresh_token.other_client", await Dex.RefusedRefreshAsync(SignInServer.Picky, first));

        await Dex.RefreshedAsync(SignInServer.Web, second.RefreshToken());
    }

    [Fact]
    public async Task Within_the_reuse_interval_a_retry_gets_the_same_value_again_and_nothing_changes()
    {
        await ServeAsync("reuseInterval: 30s");
        var first = await ConnectedAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Dex.RefreshedAsync(SignInServer.Web, first);
        var before = await Dex.KeptAsync(first);
        Upstream.Person = Upstream.Person with { Email = "new@example.com" };
        Clock.Advance(TimeSpan.FromSeconds(30));

        var again = await Dex.RefreshedAsync(SignInServer.Web, first);
        var current = await Dex.RefreshedAsync(SignInServer.Web, second.RefreshToken());

        Assert.All([again, current], answer => Assert.Equal(second.RefreshToken(), answer.RefreshToken()));
        Assert.All([again, current], answer => Assert.Equal("jane@example.com", IdTokenOf(answer).GetProperty("email").GetString()));
        Assert.Equal((1, before!.LastUsedAt), (Upstream.Asked, (await Dex.KeptAsync(first))!.LastUsedAt));
        Assert.NotEqual(IdTokenOf(again).GetProperty("jti").GetString(), IdTokenOf(second).GetProperty("jti").GetString());
    }

    [Fact]
    public async Task After_the_reuse_interval_the_value_before_is_spent()
    {
        await ServeAsync("reuseInterval: 30s");
        var first = await ConnectedAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Dex.RefreshedAsync(SignInServer.Web, first);
        var again = await Dex.RefreshedAsync(SignInServer.Web, first);
        Clock.Advance(TimeSpan.FromSeconds(30) + TimeSpan.FromMilliseconds(1));

        Assert.Equal("refresh_token.spent", await Dex.RefusedRefreshAsync(SignInServer.Web, first));

        Assert.Equal((false, false), (await Dex.OpensAsync(second), await Dex.OpensAsync(again)));
        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, second.RefreshToken()));
    }

    // The window is open right after issuing.
    [Fact]
    public async Task Right_after_the_sign_in_the_reuse_interval_is_open_and_the_value_stays()
    {
        await ServeAsync("reuseInterval: 30s");
        var first = await ConnectedAsync();

        Assert.Equal(first, (await Dex.RefreshedAsync(SignInServer.Web, first)).RefreshToken());

        Assert.Equal(0, Upstream.Asked);
        Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.NotEqual(first, (await Dex.RefreshedAsync(SignInServer.Web, first)).RefreshToken());
        Assert.Equal(1, Upstream.Asked);
    }

    [Fact]
    public async Task Without_rotation_the_value_stays_and_each_use_asks_the_connector_and_moves_the_last_use()
    {
        await ServeAsync("disableRotation: true");
        var first = await ConnectedAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        Upstream.Person = Upstream.Person with { Email = "new@example.com" };

        var answers = new[] { await Dex.RefreshedAsync(SignInServer.Web, first), await Dex.RefreshedAsync(SignInServer.Web, first) };

        Assert.All(answers, answer => Assert.Equal(first, answer.RefreshToken()));
        Assert.All(answers, answer => Assert.Equal("new@example.com", IdTokenOf(answer).GetProperty("email").GetString()));
        Assert.Equal((2, Clock.GetUtcNow()), (Upstream.Asked, (await Dex.KeptAsync(first))!.LastUsedAt));
    }

    [Fact]
    public async Task Without_rotation_and_within_the_reuse_interval_nothing_changes()
    {
        await ServeAsync("disableRotation: true, reuseInterval: 30s");
        var first = await ConnectedAsync();
        Clock.Advance(TimeSpan.FromSeconds(29));

        Assert.Equal(first, (await Dex.RefreshedAsync(SignInServer.Web, first)).RefreshToken());

        Assert.Equal((0, Clock.GetUtcNow().AddSeconds(-29)), (Upstream.Asked, (await Dex.KeptAsync(first))!.LastUsedAt));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Dex.RefreshedAsync(SignInServer.Web, first);
        Assert.Equal(1, Upstream.Asked);
    }

    [Fact]
    public async Task Absolute_expiry_counts_from_the_first_issuance_however_often_the_token_rotates()
    {
        await ServeAsync("absoluteLifetime: 3h");
        var token = await ConnectedAsync();
        for (var hour = 0; hour < 3; hour++)
        {
            await Dex.AgeAsync(token, TimeSpan.FromHours(1));
            token = (await Dex.RefreshedAsync(SignInServer.Web, token)).RefreshToken();
        }

        await Dex.AgeAsync(token, TimeSpan.FromMilliseconds(1));

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token);
        Assert.Equal((400, "invalid_grant"), await answer.ReadRefusalAsync());
        Assert.Equal("refresh_token.expired", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task Idle_expiry_counts_from_the_last_use()
    {
        await ServeAsync("validIfNotUsedFor: 1h");
        var token = await ConnectedAsync();
        for (var use = 0; use < 3; use++)
        {
            await Dex.AgeAsync(token, TimeSpan.FromHours(1));
            token = (await Dex.RefreshedAsync(SignInServer.Web, token)).RefreshToken();
        }

        await Dex.AgeAsync(token, TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1));

        Assert.Equal("refresh_token.expired", await Dex.RefusedRefreshAsync(SignInServer.Web, token));
    }

    [Fact]
    public async Task With_none_of_the_limits_set_it_never_expires()
    {
        await ServeAsync();
        var token = await ConnectedAsync();

        await Dex.AgeAsync(token, TimeSpan.FromDays(3650));

        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Theory]
    [InlineData("", "refresh_token.being_refreshed", 400, null)]
    [InlineData("disableRotation: true", "refresh_token.waited_too_long", 503, "1")]
    public async Task Who_dies_in_the_middle_of_a_refresh_holds_the_token_up_until_the_turn_is_over(string policy, string rule, int status, string? retryAfter)
    {
        await ServeAsync(policy);
        var token = await ConnectedAsync();
        var kept = (await Dex.KeptAsync(token))!;
        Assert.True(await Dex.Services.GetRequiredService<IRefreshTokenStore>()
            .TryTakeTurnAsync(kept.Id, kept.ValueHash, "dead", Clock.GetUtcNow() + RefreshTokenRotation.TurnLength, Ct));

        using var refused = await Dex.RefreshAsync(SignInServer.Web, token);
        Assert.Equal((status, rule, retryAfter), ((int)refused.StatusCode, Dex.RefusalOf(refused).Rule.Id, refused.Header("Retry-After")));
        Assert.Equal(0, Upstream.Asked);

        Clock.Advance(RefreshTokenRotation.TurnLength);
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_does_not_lose_what_the_connector_gave()
    {
        await ServeAsync("reuseInterval: 1h");
        var token = await ConnectedAsync();
        await Dex.AgeAsync(token, TimeSpan.FromHours(2));
        var answered = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        Upstream.Pause = answered.Task;
        Upstream.Meanwhile = () =>
        {
            asked.TrySetResult();
            return Task.CompletedTask;
        };
        using var impatience = new CancellationTokenSource();
        using var content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, Dex.At("/token")) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", DexServer.Basic(SignInServer.Web, SignInServer.SecretOf(SignInServer.Web)));
        var asking = Dex.Http.SendAsync(request, impatience.Token);
        Assert.Same(asked.Task, await Task.WhenAny(asked.Task, asking));

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        answered.SetResult();

        var again = await Dex.RefreshedAsync(SignInServer.Web, token);
        Assert.Equal((1, "data 1"), (Upstream.Asked, (await Dex.KeptAsync(again.RefreshToken()))!.ConnectorData));
    }
}
