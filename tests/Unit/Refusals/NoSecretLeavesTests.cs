using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class NoSecretLeavesTests
{
    [Fact]
    public async Task Neither_the_log_nor_the_records_hold_a_secret_or_a_token_that_was_sent()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { More = ConsoleSession.Yaml });
        await dex.AddAsync(Given.Client("stored", Given.Secret("dxs_expired-secret", "old") with { ExpiresAt = Given.Now }));
        using var session = new ConsoleSession(dex);
        var token = await dex.AccessTokenAsync(StandardClients.Batch, "openid");

        using var wrong = await dex.TokenAsAsync("batch", "wrong-secret-text");
        using var unknown = await dex.TokenAsAsync("nobody", "unknown-secret-text");
        using var expired = await dex.TokenAsAsync("stored", "dxs_expired-secret");
        using var body = await dex.PostAsync("/token", DexServer.TokenForm("bogus", ("client_id", "api"), ("client_secret", "api-secret")));
        using var introspection = await dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("vault", "vault-wrong-text"));
        using var bearer = await dex.GetAsync("/userinfo", $"Bearer {token}x");
        using var login = await session.SignInAsync(ConsoleSession.Administrator, "wrong-password-text");

        var records = string.Concat(dex.Refusals.Latest(100));
        AssertNowhere(
            dex, records, "batch-secret", "wrong-secret-text", "unknown-secret-text", "dxs_expired-secret", "api-secret", "vault-wrong-text",
            "wrong-password-text", token, token.Split('.')[2]);
    }

    // F-55 too: neither our refresh tokens nor the upstream's.
    [Fact]
    public async Task Neither_the_log_nor_the_records_hold_a_refresh_token_a_value_of_one_or_what_a_connector_keeps()
    {
        var clock = new FakeTimeProvider(Given.Now);
        await using var dex = await DexServer.StartAsync(Refreshing.Settings("reuseInterval: 2s", clock) with { Environment = new Dictionary<string, string> { ["DEX_LOG_LEVEL"] = "debug" } });
        dex.Upstream().Data = asked => $"upstream-secret-{asked}";
        using var browser = BrowserWalk.At(dex);
        await browser.OpenAsync("/auth/live" + Parameters.Asking(SignInServer.Web, Refreshing.Offline));
        using var redeemed = await dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
        var first = (await redeemed.ReadJsonAsync()).RefreshToken();
        await dex.RefreshedAsync(SignInServer.Web, first);
        clock.Advance(TimeSpan.FromSeconds(3));
        var second = (await dex.RefreshedAsync(SignInServer.Web, first)).RefreshToken();

        await dex.RefusedRefreshAsync(SignInServer.Web, second, ("scope", "profile"));
        await dex.RefusedRefreshAsync(SignInServer.Picky, second);
        await dex.RefusedRefreshAsync(SignInServer.Web, StringPair.Encode(RefreshTokenText.Decode(second).Id, "guessed-value-text"));
        dex.Upstream().Failure = new ConnectorException("no answer");
        clock.Advance(TimeSpan.FromSeconds(6));
        await dex.RefusedRefreshAsync(SignInServer.Web, second);
        await dex.RefusedRefreshAsync(SignInServer.Web, first);
        await dex.RefusedRefreshAsync(SignInServer.Web, second);

        AssertNowhere(
            dex, string.Concat(dex.Refusals.Latest(100)), first, second, RefreshTokenText.Decode(first).Value, RefreshTokenText.Decode(second).Value,
            "guessed-value-text", "upstream-secret", "data 0");
    }

    private static void AssertNowhere(DexServer dex, string records, params string[] secrets)
    {
        Assert.NotEmpty(dex.Log.Lines);
        Assert.All(
            secrets,
            secret =>
            {
                Assert.DoesNotContain(secret, dex.Log.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, records, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task Neither_passwords_nor_upstream_tokens_nor_tokens_that_are_taken_back_leave_a_trace()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings);
        var tokens = await IssuedTokens.OfPasswordAsync(dex);
        var refreshed = await IssuedTokens.RotateAsync(dex, tokens.Refresh);

        using var wrong = await dex.PasswordAsync(SignInServer.Web, ("password", "wrong-password-text"));
        using var scope = await dex.PasswordAsync(SignInServer.Web, ("scope", "bogus"), ("password", "early-password-text"));
        using var exchanged = await dex.ExchangeAsync(SignInServer.Web, ("subject_token", "subject-token-text"));
        using var refused = await dex.ExchangeAsync(SignInServer.Web, ("connector_id", "failing"), ("subject_token", "refused-token-text"));
        using var early = await dex.ExchangeAsync(SignInServer.Web, ("subject_token_type", "magic"), ("subject_token", "early-token-text"));
        var ours = (await exchanged.ReadJsonAsync()).GetProperty("access_token").GetString()!;
        string[] shown = [tokens.Access, tokens.Id, tokens.Refresh, refreshed, ours, "unknown-token-text", "a.e30.unknown-token-text"];
        foreach (var token in shown)
        {
            using var foreign = await dex.PostAsClientAsync("/token/revoke", SignInServer.Peer, ("token", token));
            using var introspected = await dex.PostAsClientAsync("/token/introspect", SignInServer.Peer, ("token", token), ("token_type_hint", "x"));
            using var revoked = await dex.PostAsClientAsync("/token/revoke", SignInServer.Web, ("token", token));
            using var missed = await dex.PostAsync("/token/revoke", [("token", token)], DexServer.Basic(SignInServer.Web, "wrong-secret-text"));
        }

        var values = new[] { tokens.Refresh, refreshed }.Select(text => Domain.RefreshTokens.RefreshTokenText.Decode(text).Value);
        var records = string.Concat(dex.Refusals.Latest(100));
        Assert.All(
            [
                .. shown, .. shown.Where(token => token.Contains('.', StringComparison.Ordinal)).Select(token => token.Split('.')[2]), .. values,
                "trout", "wrong-password-text", "early-password-text", "subject-token-text", "refused-token-text", "early-token-text", "wrong-secret-text",
            ],
            secret =>
            {
                Assert.NotEmpty(secret);
                Assert.DoesNotContain(secret, dex.Log.Text.Replace("kilgore.trout", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotContain(secret, records, StringComparison.Ordinal);
            });
    }
}
