using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Dex.Tests.Unit.Refusals;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.6 over HTTP: the application brings the name and the password itself.</summary>
public sealed class PasswordGrantTests(GrantServer server) : IClassFixture<GrantServer>
{
    private const string Stranger = "audience:server:client_id:stranger";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private DexServer Dex => server.Dex;

    [Theory]
    [InlineData("openid", "access_token token_type expires_in id_token")]
    [InlineData("openid offline_access", "access_token token_type expires_in refresh_token id_token")]
    public async Task The_answer_has_two_tokens_and_a_third_where_the_person_may_be_away(string scope, string members)
    {
        using var answer = await Dex.PasswordAsync(SignInServer.Web, ("scope", scope));

        var body = await answer.ReadJsonAsync();
        Assert.Equal(members, string.Join(' ', body.Names()));
        Assert.Equal(("bearer", 86400), (body.GetProperty("token_type").GetString(), body.GetProperty("expires_in").GetInt32()));
        Assert.Equal(
            (200, "application/json", "no-store", "no-cache"),
            ((int)answer.StatusCode, answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Pragma")));
    }

    // Rows 1 to 6, each request wrong in every row from the one that refuses it on. The connector is the server's, so each has its own.
    [Theory]
    [InlineData("client.secret_mismatch", 401, "invalid_client", SignInServer.Web, "wrong-secret", "nowhere", "bogus")]
    [InlineData("grant.disabled_by_client", 400, "unauthorized_client", SignInServer.Machine, null, "nowhere", "bogus")]
    [InlineData("password.openid_missing", 400, "invalid_request", SignInServer.Picky, null, "nowhere", "bogus")]
    [InlineData("connector.closed_to_client", 400, "invalid_grant", SignInServer.Picky, null, "nowhere", "openid")]
    [InlineData("connector.unusable", 400, "invalid_request", SignInServer.Web, null, "nowhere", "openid")]
    [InlineData("connector.unusable", 400, "invalid_request", SignInServer.Web, null, FakeConnectors.Closed, "openid")]
    [InlineData("connector.closed_to_grant", 400, "invalid_request", SignInServer.Web, null, SignInServer.Codes, "openid")]
    [InlineData("password.connector_kind", 400, "invalid_request", SignInServer.Web, null, SignInServer.Mock, "openid")]
    [InlineData("password.check_failed", 400, "invalid_request", SignInServer.Web, null, FakeConnectors.Checkless, "openid")]
    [InlineData("login.wrong_password", 401, "access_denied", SignInServer.Web, null, SignInServer.Pass, "openid")]
    public async Task The_first_row_that_is_broken_refuses(
        string rule, int status, string error, string client, string? secret, string connector, string scope)
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Through(connector));

        using var answer = await dex.PostAsync(
            "/token", [("grant_type", "password"), ("username", "kilgore"), ("password", "wrong"), ("scope", scope)],
            DexServer.Basic(client, secret ?? SignInServer.SecretOf(client)));

        Assert.Equal((status, error), await answer.ReadRefusalAsync());
        Assert.Equal((rule, GrantTypes.Password), (dex.RefusalOf(answer).Rule.Id, dex.RefusalOf(answer).GrantType));
        Assert.Equal(error == "invalid_client", answer.Header("WWW-Authenticate") is not null);
    }

    // Row 2, scanned as a whole before anything is said; the errors are those of a request.
    [Theory]
    [InlineData(null, "password.openid_missing")]
    [InlineData("", "password.openid_missing")]
    [InlineData("email bogus " + Stranger, "password.openid_missing")]
    [InlineData("openid bogus " + Stranger, "password.scope_unknown")]
    [InlineData(Stranger + " openid bogus", "password.scope_unknown")]
    [InlineData("openid OpenID", "password.scope_unknown")]
    [InlineData("openid " + Stranger, "password.audience_untrusted")]
    [InlineData("openid audience:server:client_id:nobody", "password.audience_untrusted")]
    [InlineData("too many", "password.scope_too_many")]
    public async Task A_scope_that_does_not_pass_makes_the_request_invalid(string? scope, string rule)
    {
        using var answer = await Dex.PasswordAsync(
            SignInServer.Web, ("scope", scope == "too many" ? string.Join(' ', Enumerable.Repeat("openid", 101)) : scope), ("password", "wrong"));

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("openid offline_access email profile groups federated:id")]
    [InlineData(" openid  openid audience:server:client_id:web audience:server:client_id:peer ")]
    public async Task These_scopes_pass(string scope)
    {
        using var answer = await Dex.PasswordAsync(SignInServer.Web, ("scope", scope));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("kilgore", "wrong")]
    [InlineData("nobody", "trout")]
    [InlineData("Kilgore", "trout")]
    [InlineData("kilgore", null)]
    [InlineData(null, "trout")]
    [InlineData("", "")]
    [InlineData("kilgore\0", "trout")]
    public async Task A_wrong_name_and_a_wrong_password_are_told_alike_and_without_a_challenge(string? username, string? password)
    {
        using var answer = await Dex.PasswordAsync(SignInServer.Web, ("username", username), ("password", password));

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("{\"error\":\"access_denied\",\"error_description\":\"The user name or the password is wrong.\"}", await answer.ReadTextAsync());
        Assert.Null(answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_text_longer_than_any_password_matches_none()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with
        {
            More = $"connectors: [{{type: mockPassword, id: pass, name: Long, config: {{username: kilgore, password: {new string('x', 4097)}}} }}]",
        });

        using var answer = await dex.PasswordAsync(SignInServer.Web, ("password", new string('x', 4097)));

        Assert.Equal((401, "access_denied"), await answer.ReadRefusalAsync());
    }

    [Fact]
    public async Task A_public_client_may_use_it_and_the_query_counts_for_nothing()
    {
        using var granted = await Dex.PasswordAsync(SignInServer.Native);
        using var query = await Dex.PostAsync(
            "/token?username=kilgore&password=trout", [("grant_type", "password"), ("scope", "openid")], DexServer.Basic("web", "web-secret"));

        Assert.Equal((200, 401), ((int)granted.StatusCode, (int)query.StatusCode));
    }

    [Fact]
    public async Task Without_a_nonce_there_is_none_and_a_lifetime_of_the_clients_own_counts()
    {
        var client = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}", made => made with { TokenLifetime = TimeSpan.FromMinutes(7) });

        using var answer = await Dex.PasswordAsync(client.Id);

        var body = await answer.ReadJsonAsync();
        Assert.Equal(420, body.GetProperty("expires_in").GetInt32());
        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "at_hash"], Answers.PayloadOf(body.GetProperty("id_token").GetString()!).Names());
    }

    // F-26.
    [Fact]
    public async Task A_sign_in_by_password_is_remembered_and_leaves_the_line_that_operators_search_for()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings);

        using var answer = await dex.PasswordAsync(SignInServer.Web);

        var identity = (await dex.IdentityAsync(SignInServer.Pass, StepTriggers.MockUser))!;
        Assert.Equal(("Kilgore Trout", identity.CreatedAt), (identity.Claims.Username, identity.LastLoginAt));
        var line = Assert.Single(dex.Log.Of(answer.RequestId()), line => line.GetProperty("msg").GetString() == "login successful");
        Assert.Equal(
            ["pass", "0-385-28089-0", "Kilgore Trout", "", "kilgore@kilgore.trout", "[]"],
            new[] { "connector_id", "user_id", "username", "preferred_username", "email", "groups" }.Select(name => line.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task A_person_who_is_blocked_gets_no_token_and_only_who_knows_the_password_learns_it()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings);
        using var before = await dex.PasswordAsync(SignInServer.Web);
        await dex.BlockAsync(SignInServer.Pass, StepTriggers.MockUser, DateTimeOffset.MaxValue);

        using var blocked = await dex.PasswordAsync(SignInServer.Web);
        using var wrong = await dex.PasswordAsync(SignInServer.Web, ("password", "wrong"));

        Assert.Equal((200, (400, "invalid_grant"), (401, "access_denied")),
            ((int)before.StatusCode, await blocked.ReadRefusalAsync(), await wrong.ReadRefusalAsync()));
        Assert.Equal("person.blocked", dex.RefusalOf(blocked).Rule.Id);
        Assert.DoesNotContain("block", await blocked.ReadTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(dex.Log.Of(blocked.RequestId()), line => line.GetProperty("msg").GetString() == "login rejected for blocked user");

        await dex.BlockAsync(SignInServer.Pass, StepTriggers.MockUser, null);
        using var after = await dex.PasswordAsync(SignInServer.Web);
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Fact]
    public async Task The_refresh_token_knows_by_which_grant_it_was_issued_and_not_when_anybody_signed_in()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex, SignInServer.Web, ("nonce", "n1"));

        var kept = await FindAsync(Dex, tokens.Refresh);
        Assert.Equal(
            (SignInServer.Web, SignInServer.Pass, GrantTypes.Password, "n1", (DateTimeOffset?)null, StepTriggers.MockUser, """{"test": "true"}"""),
            (kept!.ClientId, kept.ConnectorId, kept.GrantType, kept.Nonce, kept.AuthTime, kept.Person.UserId, kept.ConnectorData));
        Assert.Equal(["openid", "offline_access", "email", "profile"], kept.Scopes);
    }

    // Protocol 5.4.1: every condition, and the grant list of the server and of the client besides (F-1).
    [Theory]
    [InlineData("openid", "", "", false)]
    [InlineData("openid offline_access", "", "", true)]
    [InlineData("openid offline_access", ", grantTypes: [password]", "", false)]
    [InlineData("openid offline_access", ", grantTypes: [password, refresh_token]", "", true)]
    [InlineData("openid offline_access", "", ", allowedGrantTypes: [password]", false)]
    [InlineData("openid offline_access", "", ", allowedGrantTypes: [password, refresh_token]", true)]
    public async Task A_refresh_token_is_issued_only_where_all_agree(string scope, string connector, string client, bool isIssued)
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with
        {
            Clients = $"- {{id: web, name: Web, secret: web-secret{client}}}",
            More = $"connectors: [{{type: mockPassword, id: pass, name: P, config: {{username: kilgore, password: trout}}{connector}}}]",
        });

        using var answer = await dex.PasswordAsync(SignInServer.Web, ("scope", scope));

        Assert.Equal(isIssued, (await answer.ReadJsonAsync()).Names().Contains("refresh_token"));
    }

    [Fact]
    public async Task A_server_that_serves_no_refresh_tokens_issues_none()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with { OAuth2 = "grantTypes: [password]\npasswordConnector: pass" });

        using var answer = await dex.PasswordAsync(SignInServer.Web, ("scope", "openid offline_access"));

        Assert.Equal(["access_token", "token_type", "expires_in", "id_token"], (await answer.ReadJsonAsync()).Names());
    }

    [Fact]
    public async Task A_second_sign_in_replaces_the_refresh_token_of_the_first_unless_the_client_may_have_several()
    {
        var several = await Dex.AddWebAppAsync($"client-{Guid.NewGuid()}", made => made with { AllowsSeveralRefreshTokens = true });

        foreach (var (client, survives) in new[] { (SignInServer.Native, false), (several.Id, true) })
        {
            var first = await IssuedTokens.OfPasswordAsync(Dex, client);
            var second = await IssuedTokens.OfPasswordAsync(Dex, client);

            Assert.Equal(survives, await FindAsync(Dex, first.Refresh) is not null);
            Assert.NotNull(await FindAsync(Dex, second.Refresh));
        }
    }

    [Fact]
    public async Task What_cannot_be_signed_leaves_no_refresh_token_behind()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with
        {
            Adjust = services =>
            {
                GrantServer.Settings.Adjust!(services);
                services.AddSingleton<ISigner>(new PlainSigner { IsBroken = true });
            },
        });

        using var answer = await dex.PasswordAsync(SignInServer.Web, ("scope", "openid offline_access"));

        Assert.Equal((500, "server_error"), await answer.ReadRefusalAsync());
        Assert.Equal(0, (await dex.Services.GetRequiredService<IRefreshTokenStore>().ListAsync(new RefreshTokenQuery(), Ct)).Total);
    }

    [Theory]
    [InlineData("passwordConnector: pass", true)]
    [InlineData("passwordConnector: \"\"", false)]
    [InlineData("grantTypes: [authorization_code]\npasswordConnector: pass", false)]
    [InlineData("grantTypes: [authorization_code, password]", false)]
    public async Task It_is_served_and_listed_only_where_the_file_says_by_which_connector(string oauth2, bool served)
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with { OAuth2 = oauth2 });

        using var answer = await dex.PasswordAsync(SignInServer.Web);
        using var discovery = await dex.GetAsync("/.well-known/openid-configuration");

        var listed = (await discovery.ReadJsonAsync()).GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString());
        Assert.Equal((served, served ? 200 : 400), (listed.Contains("password"), (int)answer.StatusCode));
        if (!served)
        {
            Assert.Equal("unsupported_grant_type", (await answer.ReadErrorAsync()).Code);
        }
    }

    [Fact]
    public async Task It_can_be_switched_off_at_run_time_at_once()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Settings with { OAuth2 = "passwordConnector: pass" });
        using var before = await dex.PasswordAsync(SignInServer.Web);

        await dex.SwitchAsync((GrantTypes.Password, false), (GrantTypes.TokenExchange, false));
        using var password = await dex.PasswordAsync(SignInServer.Web);
        using var exchange = await dex.ExchangeAsync(SignInServer.Web);

        Assert.Equal((200, (400, "unsupported_grant_type"), (400, "unsupported_grant_type")),
            ((int)before.StatusCode, await password.ReadRefusalAsync(), await exchange.ReadRefusalAsync()));
    }

    // The password database opens for administrators also where it is off; that is no door for applications.
    [Fact]
    public async Task Accounts_of_administrators_are_no_accounts_where_the_password_database_is_off()
    {
        await using var dex = await DexServer.StartAsync(GrantServer.Through("local") with { More = "console: {}" });

        using var answer = await dex.PasswordAsync(SignInServer.Web, ("username", SignInServer.Ada), ("password", SignInServer.Password));

        Assert.Equal("connector.unusable", dex.RefusalOf(answer).Rule.Id);
    }

    private static Task<RefreshToken?> FindAsync(DexServer dex, string text) =>
        dex.Services.GetRequiredService<IRefreshTokenStore>().FindAsync(RefreshTokenText.Decode(text).Id, Ct);
}
