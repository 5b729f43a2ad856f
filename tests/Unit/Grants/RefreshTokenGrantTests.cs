using System.Text.Json;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Dex.Tests.Unit.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.4.4 row by row, and 5.4.7: what a refresh is refused for and what it gives.</summary>
public sealed class RefreshTokenGrantTests(SignInServer shared) : RefreshTest(shared)
{
    private const string Invalid = "The refresh token is invalid, expired or used.";

    [Fact]
    public async Task A_refresh_gives_both_tokens_and_the_refresh_token_to_use_next_not_to_be_stored()
    {
        await ServeAsync();

        using var answer = await Dex.RefreshAsync(SignInServer.Web, await ConnectedAsync());

        var body = await answer.ReadJsonAsync();
        Assert.Equal(["access_token", "token_type", "expires_in", "refresh_token", "id_token"], body.Names());
        Assert.Equal(
            (200, "no-store", "no-cache", "bearer"),
            ((int)answer.StatusCode, answer.Header("Cache-Control"), answer.Header("Pragma"), body.GetProperty("token_type").GetString()));
    }

    [Fact]
    public async Task Row_1_the_client_authenticates_before_its_token_is_looked_at()
    {
        await ServeAsync();
        var token = await ConnectedAsync();

        using var answer = await Dex.PostAsync("/token", [("grant_type", "refresh_token"), ("refresh_token", token)], DexServer.Basic(SignInServer.Web, "wrong"));

        Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Row_2_a_request_without_a_token_is_invalid(string? token)
    {
        await ServeAsync();

        using var answer = await Dex.RefreshAsync(SignInServer.Web, "x", ("refresh_token", token));

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal("refresh_token.missing", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task Rows_3_to_5_unknown_anothers_and_never_issued_get_one_answer_and_leave_the_token_usable()
    {
        await ServeAsync();
        var token = await ConnectedAsync();
        var (id, value) = StringPair.Decode(token)!.Value;
        (string Client, string Text, string Rule)[] attempts =
        [
            (SignInServer.Web, "nonsense", "refresh_token.unknown"),
            (SignInServer.Web, StringPair.Encode("nobody", value), "refresh_token.unknown"),
            (SignInServer.Web, StringPair.Encode(id.ToUpperInvariant(), value), "refresh_token.unknown"),
            (SignInServer.Web, "a\0b \uD83D", "refresh_token.unknown"),
            (SignInServer.Web, new string('x', 5000), "refresh_token.unknown"),
            (SignInServer.Picky, token, "refresh_token.other_client"),
            (SignInServer.Picky, StringPair.Encode(id, "guessed"), "refresh_token.other_client"),
            (SignInServer.Web, StringPair.Encode(id, "guessed"), "refresh_token.never_issued"),
            (SignInServer.Web, StringPair.Encode(id, value[..^1] + (value[^1] == 'A' ? 'B' : 'A')), "refresh_token.never_issued"),
            (SignInServer.Web, StringPair.Encode(id, ""), "refresh_token.never_issued"),
            (SignInServer.Web, id, "refresh_token.never_issued"),
        ];

        foreach (var (client, text, rule) in attempts)
        {
            using var answer = await Dex.RefreshAsync(client, text);
            Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
            Assert.Equal(new OAuthErrorBody("invalid_grant", Invalid), await answer.ReadErrorAsync());
            Assert.Equal(400, (int)answer.StatusCode);
        }

        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task Row_8_the_gates_between_client_and_connector_are_asked_again()
    {
        await ServeAsync();
        var client = await Dex.AddWebAppAsync("narrowing");
        var token = await ConnectedAsync(client.Id);

        var narrowed = await Dex.ChangeAsync(client, now => now with { AllowedConnectors = [SignInServer.Mock] });
        using var refused = await Dex.RefreshAsync(client.Id, token);
        Assert.Equal((400, "invalid_grant"), await refused.ReadRefusalAsync());
        Assert.Equal("connector.closed_to_client", Dex.RefusalOf(refused).Rule.Id);
        await Dex.ChangeAsync(narrowed, _ => client);
        Upstream.IsBroken = true;
        using var broken = await Dex.RefreshAsync(client.Id, token);
        Assert.Equal((400, "invalid_request"), await broken.ReadRefusalAsync());
        Assert.Equal("connector.unusable", Dex.RefusalOf(broken).Rule.Id);
        Upstream.IsBroken = false;

        await Dex.RefreshedAsync(client.Id, token);
    }

    [Fact]
    public async Task Row_8_a_connector_that_is_closed_to_the_grant_meanwhile_refreshes_nobody()
    {
        await ServeAsync();
        await ConnectedAsync();
        var token = await MovedToAsync(LiveUpstream.Closed);

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token);

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal("connector.closed_to_grant", Dex.RefusalOf(answer).Rule.Id);
    }

    [Theory]
    [InlineData("openid email profile", "Scopes that were not granted: [\"profile\"].")]
    [InlineData("federated:id groups openid audience:server:client_id:peer", "Scopes that were not granted: [\"federated:id\" \"audience:server:client_id:peer\"].")]
    [InlineData("OPENID", "Scopes that were not granted: [\"OPENID\"].")]
    public async Task Row_9_scopes_are_never_widened_and_the_offenders_are_named(string scope, string description)
    {
        await ServeAsync();
        var token = await ConnectedAsync();

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token, ("scope", scope));

        Assert.Equal(new OAuthErrorBody("invalid_request", description), await answer.ReadErrorAsync());
        Assert.Equal((400, "refresh_token.scope_widened"), ((int)answer.StatusCode, Dex.RefusalOf(answer).Rule.Id));
        Assert.Equal(0, Upstream.Asked);
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task Scopes_may_be_narrowed_for_one_request_and_an_id_token_comes_even_without_openid()
    {
        await ServeAsync();
        var first = await ConnectedAsync();

        var narrowed = await Dex.RefreshedAsync(SignInServer.Web, first, ("scope", "email email"));
        var whole = await Dex.RefreshedAsync(SignInServer.Web, narrowed.RefreshToken(), ("scope", ""));
        var omitted = await Dex.RefreshedAsync(SignInServer.Web, whole.RefreshToken());

        Assert.Equal((true, false), Released(narrowed));
        Assert.Equal((true, true), Released(whole));
        Assert.Equal((true, true), Released(omitted));
        Assert.Equal(new ConnectorScopes(OfflineAccess: true, Groups: true), Upstream.Question!.Value.Scopes);

        static (bool Email, bool Groups) Released(JsonElement answer) =>
            (IdTokenOf(answer).TryGetProperty("email", out _), IdTokenOf(answer).TryGetProperty("groups", out _));
    }

    [Fact]
    public async Task A_narrowed_request_does_not_narrow_what_the_connector_is_asked()
    {
        await ServeAsync();

        await Dex.RefreshedAsync(SignInServer.Web, await ConnectedAsync(), ("scope", "openid"));

        Assert.Equal(new ConnectorScopes(OfflineAccess: true, Groups: true), Upstream.Question!.Value.Scopes);
    }

    // F-26.
    [Fact]
    public async Task A_person_who_is_blocked_refreshes_nothing_until_the_block_is_over()
    {
        await ServeAsync();
        var token = await ConnectedAsync();
        await Dex.BlockAsync(LiveUpstream.Live, "u1", Clock.GetUtcNow().AddMinutes(1));

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token);
        Assert.Equal(("person.blocked", 0), (Dex.RefusalOf(answer).Rule.Id, Upstream.Asked));
        Assert.DoesNotContain("block", (await answer.ReadErrorAsync()).Description, StringComparison.OrdinalIgnoreCase);

        Clock.Advance(TimeSpan.FromMinutes(1));
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    // F-25: row 12.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Row_12_an_upstream_refusal_is_the_grants_and_changes_nothing(bool groups)
    {
        await ServeAsync();
        var token = await ConnectedAsync();
        var before = await Dex.KeptAsync(token);
        Upstream.Failure = groups ? new RequiredGroupsException("not in staff") : new UpstreamDeniedException("no such account at db.internal");

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token);

        Assert.Equal((400, "invalid_grant"), await answer.ReadRefusalAsync());
        Assert.Equal("refresh_token.upstream_refused", Dex.RefusalOf(answer).Rule.Id);
        Assert.DoesNotContain("db.internal", await answer.ReadTextAsync(), StringComparison.Ordinal);
        AssertUnchanged(before!, (await Dex.KeptAsync(token))!);
        Upstream.Failure = null;
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task Row_12_an_upstream_failure_is_the_servers_and_changes_nothing()
    {
        await ServeAsync();
        var token = await ConnectedAsync();
        var before = await Dex.KeptAsync(token);
        Upstream.Failure = new ConnectorException("db.internal does not answer");

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token);

        Assert.Equal((500, "server_error"), await answer.ReadRefusalAsync());
        Assert.Equal("refresh_token.upstream_failed", Dex.RefusalOf(answer).Rule.Id);
        Assert.DoesNotContain("db.internal", await answer.ReadTextAsync(), StringComparison.Ordinal);
        AssertUnchanged(before!, (await Dex.KeptAsync(token))!);
        Upstream.Failure = null;
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task Row_13_what_cannot_be_signed_leaves_the_token_as_it_was()
    {
        await ServeAsync();
        var audience = await Dex.AddWebAppAsync("fickle", made => made with { TrustedPeers = [SignInServer.Web] });
        var token = await ConnectedAsync(changes: ("scope", "openid offline_access audience:server:client_id:fickle"));
        var before = await Dex.KeptAsync(token);
        var changed = await Dex.ChangeAsync(audience, made => made with { TrustedPeers = [] });

        Assert.Equal("audience.trust_withdrawn", await Dex.RefusedRefreshAsync(SignInServer.Web, token));

        AssertUnchanged(before!, (await Dex.KeptAsync(token))!);
        await Dex.ChangeAsync(changed, made => made with { TrustedPeers = [SignInServer.Web] });
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    // F-28.
    [Fact]
    public async Task A_connector_that_names_another_user_is_refused_and_nothing_changes()
    {
        await ServeAsync();
        var token = await ConnectedAsync();
        var before = await Dex.KeptAsync(token);
        Upstream.Person = Upstream.Person with { UserId = "u2", Email = "mallory@example.com" };

        using var answer = await Dex.RefreshAsync(SignInServer.Web, token);

        Assert.Equal((400, "invalid_grant"), await answer.ReadRefusalAsync());
        Assert.Equal(("refresh_token.subject_changed", "u1", "u2"), (Dex.RefusalOf(answer).Rule.Id, Dex.RefusalOf(answer).Expected, Dex.RefusalOf(answer).Received));
        AssertUnchanged(before!, (await Dex.KeptAsync(token))!);
        Upstream.Person = Upstream.Person with { UserId = "u1" };
        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task Claims_are_fresh_and_kept_and_nonce_and_subject_are_those_of_the_sign_in()
    {
        await ServeAsync();
        var first = await ConnectAsync(changes: ("nonce", "n-7"));
        Upstream.Person = Upstream.Person with { Email = "renamed@example.com", Groups = ["staff", "night"] };
        Clock.Advance(TimeSpan.FromMinutes(3));

        var refreshed = await Dex.RefreshedAsync(SignInServer.Web, first.RefreshToken(), ("nonce", "other"));

        var (before, after) = (IdTokenOf(first), IdTokenOf(refreshed));
        Assert.Equal(before.GetProperty("sub").GetString(), after.GetProperty("sub").GetString());
        Assert.Equal(("renamed@example.com", "n-7"), (after.GetProperty("email").GetString(), after.GetProperty("nonce").GetString()));
        Assert.Equal("""["staff","night"]""", after.GetProperty("groups").GetRawText());
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeSeconds(), after.GetProperty("iat").GetInt64());
        Assert.Equal("renamed@example.com", (await Dex.KeptAsync(refreshed.RefreshToken()))!.Person.Email);
    }

    [Fact]
    public async Task The_id_token_has_the_hash_of_its_access_token_and_none_of_a_code_and_tells_no_authentication_time()
    {
        await ServeAsync();

        var refreshed = await Dex.RefreshedAsync(SignInServer.Web, await ConnectedAsync());

        var claims = IdTokenOf(refreshed);
        Assert.Equal(TokenHash.Of("RS256", refreshed.GetProperty("access_token").GetString()!), claims.GetProperty("at_hash").GetString());
        Assert.Equal((false, false), (claims.TryGetProperty("c_hash", out _), claims.TryGetProperty("auth_time", out _)));
        Assert.NotNull((await Dex.KeptAsync(refreshed.RefreshToken()))!.AuthTime);
    }

    [Fact]
    public async Task The_connector_finds_what_it_left_last_and_the_person_as_it_said_last()
    {
        await ServeAsync();
        var token = await ConnectedAsync();

        var second = await Dex.RefreshedAsync(SignInServer.Web, token);
        Assert.Equal("data 0", Upstream.Question!.Value.Known.ConnectorData);
        Upstream.Data = _ => null;
        var third = await Dex.RefreshedAsync(SignInServer.Web, second.RefreshToken());
        Assert.Equal("data 1", Upstream.Question!.Value.Known.ConnectorData);
        await Dex.RefreshedAsync(SignInServer.Web, third.RefreshToken());

        Assert.Equal(("data 1", "u1"), (Upstream.Question!.Value.Known.ConnectorData, Upstream.Question!.Value.Known.Claims.UserId));
    }

    [Fact]
    public async Task A_connector_that_can_no_longer_refresh_leaves_what_is_known()
    {
        await ServeAsync();
        await ConnectedAsync();
        var token = await MovedToAsync(LiveUpstream.Once);
        Upstream.Person = Upstream.Person with { Email = "new@example.com" };

        var refreshed = await Dex.RefreshedAsync(SignInServer.Web, token);

        Assert.Equal(("jane@example.com", 0), (IdTokenOf(refreshed).GetProperty("email").GetString(), Upstream.Asked));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_ends_while_its_connector_is_asked_gives_nothing(bool replaced)
    {
        await ServeAsync();
        var token = await ConnectedAsync();
        Upstream.Meanwhile = async () =>
        {
            Upstream.Meanwhile = null;
            if (replaced)
            {
                await ConnectedAsync();
            }
            else
            {
                await Dex.Services.GetRequiredService<IRefreshTokenStore>().EndAsync((await Dex.KeptAsync(token))!.Id, null, Ct);
            }
        };

        Assert.Equal("refresh_token.unknown", await Dex.RefusedRefreshAsync(SignInServer.Web, token));
    }

    [Theory]
    [InlineData(SignInServer.Native)]
    [InlineData(SignInServer.Spa)]
    public async Task A_public_client_refreshes_by_its_id(string client)
    {
        await ServeAsync();
        const string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var code = (await SignInAsync(client, LiveUpstream.Live, Refreshing.Offline, ("code_challenge", verifier), ("code_challenge_method", "plain"))).Code;
        using var redeemed = await Dex.RedeemAsync(client, code, ("code_verifier", verifier));

        var refreshed = await Dex.RefreshedAsync(client, (await redeemed.ReadJsonAsync()).RefreshToken());

        Assert.Equal(client, IdTokenOf(refreshed).GetProperty("aud").GetString());
    }

    [Fact]
    public async Task A_client_with_a_lifetime_of_its_own_gets_tokens_of_that_length()
    {
        await ServeAsync();
        var client = await Dex.AddWebAppAsync("brief", made => made with { TokenLifetime = TimeSpan.FromMinutes(7) });

        var refreshed = await Dex.RefreshedAsync(client.Id, await ConnectedAsync(client.Id));

        Assert.Equal(420, refreshed.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task A_locked_account_of_the_password_database_is_refused_and_an_opened_one_refreshes_again()
    {
        await StartAsync(Refreshing.Settings(clock: Clock));
        var users = Dex.Services.GetRequiredService<ILocalUserStore>();
        var account = Given.LocalUser("eve@example.com") with { Version = 1 };
        await users.AddAsync(account, Sample.Entry(), Ct);
        var browser = await OpenAsync("/auth/local" + Parameters.Asking(SignInServer.Web, Refreshing.Offline));
        await browser.TypeAsync(account.Email, SignInServer.Password);
        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
        var token = (await redeemed.ReadJsonAsync()).RefreshToken();

        await users.UpdateAsync(account with { IsLocked = true, Version = 2 }, Sample.Entry(), Ct);
        Assert.Equal("refresh_token.upstream_refused", await Dex.RefusedRefreshAsync(SignInServer.Web, token));
        await users.UpdateAsync(account with { Version = 3 }, Sample.Entry(), Ct);

        await Dex.RefreshedAsync(SignInServer.Web, token);
    }

    private static void AssertUnchanged(RefreshToken before, RefreshToken after) => Assert.Equal(
        (before.ValueHash, before.PreviousHash, before.Person.Email, before.ConnectorData, before.LastUsedAt),
        (after.ValueHash, after.PreviousHash, after.Person.Email, after.ConnectorData, after.LastUsedAt));

    // As if the connector of the sign-in had become another one since: the record alone is changed.
    private async Task<string> MovedToAsync(string connector)
    {
        var store = Dex.Services.GetRequiredService<IRefreshTokenStore>();
        await using var db = await Dex.Services.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        var id = await db.RefreshTokens.Select(row => row.Id).SingleAsync(Ct);
        var token = (await store.FindAsync(id, Ct))! with { Id = "moved", ConnectorId = connector };
        var value = RefreshTokenValue.New(token.FamilyKey);
        var moved = token with { ValueHash = RefreshTokenValue.HashOf(value) };
        await store.AddAsync(new NewRefreshToken(moved, "", true, []), Ct);
        return StringPair.Encode("moved", value);
    }
}
