using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 sections 4.9 and 4.10, leaked and stolen tokens, and 4.5 on replayed codes: a second use takes back what the first was given,
/// and only who could have redeemed the code can cause that.
/// </summary>
public sealed class StolenCodesAndTokensTests(AttackedServer server) : AttackTest(server)
{
    [Fact]
    public async Task A_second_use_is_refused_and_takes_back_both_tokens_of_the_first()
    {
        var code = await CodeAsync(Asking.Of("app"));
        var tokens = await Dex.TokensAsync("app", code);
        Assert.True(await OpensAsync(tokens.Text("access_token")));
        Assert.True(await OpensAsync(tokens.Text("id_token")));

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", code));

        Assert.False(await OpensAsync(tokens.Text("access_token")));
        Assert.False(await OpensAsync(tokens.Text("id_token")));
        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", code));
    }

    [Fact]
    public async Task Taking_back_touches_the_tokens_of_that_code_alone()
    {
        var first = await CodeAsync(Asking.Of("app"));
        var second = await CodeAsync(Asking.Of("app"));
        await Dex.TokensAsync("app", first);
        var kept = await Dex.TokensAsync("app", second);

        await Dex.RefusedAsync("app", first);

        Assert.True(await OpensAsync(kept.Text("access_token")));
    }

    [Fact]
    public async Task Whoever_could_not_have_redeemed_the_code_takes_nothing_back_with_it()
    {
        var code = await CodeAsync(Asking.Of("app").WithPkce());
        var tokens = await Dex.TokensAsync("app", code, ("code_verifier", Asking.Verifier));

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("other", code, ("code_verifier", Asking.Verifier)));
        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", code));
        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("app", code, ("code_verifier", "wrong")));
        Assert.Equal((400, "invalid_request"), await Dex.RefusedAsync("app", code, ("code_verifier", Asking.Verifier), ("redirect_uri", "https://app.example/second")));
        using var unauthenticated = await Dex.PostAsync("/token", [("grant_type", "authorization_code"), ("code", code), ("client_id", "app")]);

        Assert.Equal((401, "invalid_client"), await unauthenticated.ReadRefusalAsync());
        Assert.True(await OpensAsync(tokens.Text("access_token")));
    }

    [Fact]
    public async Task A_code_that_nobody_redeemed_in_half_an_hour_is_worthless()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var dex = await DexServer.StartAsync(AttackedServer.Settings() with { Clock = clock });
        var codes = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            codes.Add(ApplicationAnswer.Of(await Browser.WalkAsync(Asking.Of("app").At(dex))).Code);
        }

        clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await dex.TokensAsync("app", codes[0]);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((400, "invalid_grant"), await dex.RefusedAsync("app", codes[1]));
    }

    [Fact]
    public async Task An_access_token_ends_with_its_lifetime_and_says_so_to_whom_it_is_shown()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var dex = await DexServer.StartAsync(AttackedServer.Settings() with { Clock = clock });
        var tokens = await dex.TokensAsync("app", ApplicationAnswer.Of(await Browser.WalkAsync(Asking.Of("app").At(dex))).Code);

        clock.Advance(TimeSpan.FromSeconds(tokens.GetProperty("expires_in").GetInt64() + 1));

        using var answer = await dex.GetAsync("/userinfo", "Bearer " + tokens.Text("access_token"));
        Assert.Equal((401, "invalid_token"), await answer.ReadRefusalAsync());
    }

    /// <summary>True when userinfo and introspection both take it, false when both refuse it.</summary>
    private async Task<bool> OpensAsync(string token)
    {
        using var userInfo = await Dex.GetAsync("/userinfo", "Bearer " + token);
        using var introspection = await Dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("other", "other-secret"));
        var isActive = (await introspection.ReadJsonAsync()).GetProperty("active").GetBoolean();
        Assert.Equal(isActive ? 200 : 401, (int)userInfo.StatusCode);
        return isActive;
    }
}
