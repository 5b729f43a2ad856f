using Dex.Domain.Protocol;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.4.1 to 5.4.3: when a refresh token is issued with a code, what it looks like, and how many there are.</summary>
public sealed class RefreshTokenIssuanceTests(SignInServer shared) : RefreshTest(shared)
{
    [Fact]
    public async Task A_sign_in_with_offline_access_gets_one_after_the_lifetime_and_before_the_id_token()
    {
        await ServeAsync();

        var answer = await ConnectAsync();

        Assert.Equal(["access_token", "token_type", "expires_in", "refresh_token", "id_token"], answer.Names());
    }

    [Fact]
    public async Task Its_text_is_the_message_of_id_and_value_and_the_id_stays_while_the_value_rotates()
    {
        await ServeAsync();
        var first = await ConnectedAsync();
        var (id, value) = StringPair.Decode(first)!.Value;

        var (nextId, nextValue) = StringPair.Decode((await Dex.RefreshedAsync(SignInServer.Web, first)).RefreshToken())!.Value;

        Assert.Equal(id, nextId);
        Assert.NotEqual(value, nextValue);
        Assert.All([value, nextValue], one => Assert.True(one.Length >= 25));
        Assert.Matches("^[A-Za-z0-9_-]+$", first);
    }

    [Theory]
    [InlineData("openid email", LiveUpstream.Live)]
    [InlineData("openid offline_access", LiveUpstream.Once)]
    [InlineData("openid offline_access", LiveUpstream.Closed)]
    [InlineData("openid offline_access", SignInServer.Codes)]
    public async Task Without_the_scope_or_where_the_connector_cannot_or_may_not_refresh_there_is_none_and_no_error(string scope, string connector)
    {
        await ServeAsync();

        var answer = await ConnectAsync(connector: connector, changes: ("scope", scope));

        Assert.DoesNotContain("refresh_token", answer.Names());
        Assert.Equal(0, await Dex.CountRefreshTokensAsync());
    }

    [Theory]
    [InlineData("mock")]
    [InlineData("pass")]
    [InlineData("local")]
    public async Task Every_connector_that_can_refresh_gives_one(string connector)
    {
        await ServeAsync();

        Assert.NotEmpty(await ConnectedAsync(connector: connector));
    }

    [Fact]
    public async Task A_client_that_may_not_use_the_grant_gets_none_and_is_refused()
    {
        await ServeAsync();

        var answer = await ConnectAsync(SignInServer.Coder);

        Assert.DoesNotContain("refresh_token", answer.Names());
        Assert.Equal("grant.disabled_by_client", await Dex.RefusedRefreshAsync(SignInServer.Coder, "x"));
    }

    // F-1: at once, and back again.
    [Fact]
    public async Task A_grant_that_is_switched_off_issues_none_and_takes_none()
    {
        await StartAsync(Refreshing.Settings(clock: Clock) with { OAuth2 = "skipApprovalScreen: true" });
        var token = await ConnectedAsync();
        Assert.Equal((true, true), await AnnouncedAsync());
        await Dex.SwitchAsync((GrantTypes.RefreshToken, false));

        Assert.Equal("grant.disabled_by_server", await Dex.RefusedRefreshAsync(SignInServer.Web, token));
        Assert.DoesNotContain("refresh_token", (await ConnectAsync()).Names());
        Assert.Equal((false, false), await AnnouncedAsync());

        await Dex.SwitchAsync((GrantTypes.RefreshToken, true));
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    // F-24.
    [Fact]
    public async Task A_new_sign_in_replaces_the_one_of_the_same_person_connector_and_client()
    {
        await ServeAsync();
        var first = await ConnectAsync();
        var elsewhere = await ConnectedAsync(SignInServer.Picky, SignInServer.Mock);
        var otherConnector = await ConnectedAsync(connector: SignInServer.Mock);

        var second = await ConnectedAsync();

        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, first.RefreshToken()));
        Assert.True(await Dex.OpensAsync(first), "What was issued beside it lives on.");
        await Dex.RefreshedAsync(SignInServer.Picky, elsewhere);
        await Dex.RefreshedAsync(SignInServer.Web, otherConnector);
        await Dex.RefreshedAsync(SignInServer.Web, second);
    }

    [Fact]
    public async Task A_client_may_be_allowed_several()
    {
        await ServeAsync();
        var client = await Dex.AddWebAppAsync("several", made => made with { AllowsSeveralRefreshTokens = true });
        var phone = await ConnectedAsync(client.Id);
        var tablet = await ConnectedAsync(client.Id);

        await Dex.RefreshedAsync(client.Id, phone);
        await Dex.RefreshedAsync(client.Id, tablet);

        await Dex.ChangeAsync(client, made => made with { AllowsSeveralRefreshTokens = false });
        await ConnectedAsync(client.Id);
        Assert.Equal(1, await Dex.CountRefreshTokensAsync());
    }

    [Fact]
    public async Task What_is_kept_is_what_the_sign_in_said_and_what_the_connector_wants_to_find_again()
    {
        await ServeAsync();

        var kept = await Dex.KeptAsync(await ConnectedAsync(changes: ("nonce", "n-1")));

        Assert.Equal(
            (SignInServer.Web, LiveUpstream.Live, "u1", "n-1", "authorization_code", "data 0", (DateTimeOffset?)Clock.GetUtcNow()),
            (kept!.ClientId, kept.ConnectorId, kept.Person.UserId, kept.Nonce, kept.GrantType, kept.ConnectorData, kept.AuthTime));
        Assert.Equal(["openid", "email", "groups", "offline_access"], kept.Scopes);
        Assert.Equal((Clock.GetUtcNow(), Clock.GetUtcNow(), ""), (kept.CreatedAt, kept.LastUsedAt, kept.PreviousHash));
    }

    [Fact]
    public async Task A_second_use_of_the_code_ends_the_refresh_token_that_it_began_with_all_that_came_of_it()
    {
        await ServeAsync();
        var code = (await SignInAsync(connector: LiveUpstream.Live, changes: Refreshing.Offline)).Code;
        using var first = await Dex.RedeemAsync(SignInServer.Web, code);
        var refreshed = await Dex.RefreshedAsync(SignInServer.Web, (await first.ReadJsonAsync()).RefreshToken());

        using var second = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal("code.redeemed_twice", Dex.RefusalOf(second).Rule.Id);
        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, refreshed.RefreshToken()));
        Assert.False(await Dex.OpensAsync(refreshed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_tokens_of_a_spent_code_are_refused_no_refresh_token_stays_behind(bool isBlocked)
    {
        await ServeAsync();
        var audience = await Dex.AddWebAppAsync("fickle", made => made with { TrustedPeers = [SignInServer.Web] });
        var code = (await SignInAsync(connector: LiveUpstream.Live, changes: ("scope", "openid offline_access audience:server:client_id:fickle"))).Code;
        if (isBlocked)
        {
            await Dex.BlockAsync(LiveUpstream.Live, "u1", DateTimeOffset.MaxValue);
        }
        else
        {
            await Dex.ChangeAsync(audience, made => made with { TrustedPeers = [] });
        }

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal(isBlocked ? "person.blocked" : "audience.trust_withdrawn", Dex.RefusalOf(answer).Rule.Id);
        Assert.Equal(0, await Dex.CountRefreshTokensAsync());
    }

    [Fact]
    public async Task A_connector_that_cannot_be_opened_gives_an_error_and_no_refresh_token()
    {
        await ServeAsync();
        var code = (await SignInAsync(connector: LiveUpstream.Live, changes: Refreshing.Offline)).Code;
        Upstream.IsBroken = true;

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal("code.connector_unavailable", Dex.RefusalOf(answer).Rule.Id);
        Assert.Equal(0, await Dex.CountRefreshTokensAsync());
    }

    private async Task<(bool Grant, bool Scope)> AnnouncedAsync()
    {
        using var discovery = await Dex.GetAsync("/.well-known/openid-configuration");
        var document = await discovery.ReadJsonAsync();
        return (
            document.GetProperty("grant_types_supported").EnumerateArray().Any(grant => grant.GetString() == "refresh_token"),
            document.GetProperty("scopes_supported").EnumerateArray().Any(scope => scope.GetString() == "offline_access"));
    }
}
