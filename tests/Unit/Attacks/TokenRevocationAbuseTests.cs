using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 7009 section 5: revocation is no way to sign other people out, to find out whose a text is, or to guess a client's secret.
/// </summary>
public sealed class TokenRevocationAbuseTests(GrantServer server) : IClassFixture<GrantServer>
{
    private const string Route = "/token/revoke";

    private DexServer Dex => server.Dex;

    [Fact]
    public async Task Who_steals_a_token_and_cannot_be_its_client_takes_nothing_back()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);

        foreach (var token in new[] { tokens.Access, tokens.Id, tokens.Refresh })
        {
            using var foreign = await Dex.PostAsClientAsync(Route, SignInServer.Peer, ("token", token));
            using var claimed = await Dex.PostAsync(Route, [("token", token), ("client_id", SignInServer.Web)]);
            using var contradicted = await Dex.PostAsync(
                Route, [("token", token), ("client_id", SignInServer.Web), ("client_secret", "web-secret")], DexServer.Basic(SignInServer.Peer, "peer-secret"));
            using var query = await Dex.PostAsync(
                $"{Route}?client_id=web&client_secret=web-secret", [("token", token)], DexServer.Basic(SignInServer.Peer, "peer-secret"));

            Assert.Equal(
                [(400, "invalid_grant"), (401, "invalid_client"), (400, "invalid_grant"), (400, "invalid_grant")],
                [await foreign.ReadRefusalAsync(), await claimed.ReadRefusalAsync(), await contradicted.ReadRefusalAsync(), await query.ReadRefusalAsync()]);
        }

        Assert.Equal("access id refresh", await tokens.AliveAsync(Dex));
    }

    // What is answered depends on a genuine token alone; nobody can ask whether an id, or a token with a changed signature, exists.
    [Fact]
    public async Task A_text_that_only_resembles_a_token_is_told_from_none()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);
        string[] resembling =
        [
            tokens.Access[..^2] + "xx", tokens.Access + ".", tokens.Id.Split('.')[0] + "." + tokens.Access.Split('.')[1] + "." + tokens.Id.Split('.')[2],
            tokens.Refresh[..^3], tokens.Refresh + "A", Domain.RefreshTokens.RefreshTokenText.Decode(tokens.Refresh).Id,
        ];

        foreach (var text in resembling)
        {
            using var foreign = await Dex.PostAsClientAsync(Route, SignInServer.Peer, ("token", text));
            using var own = await Dex.PostAsClientAsync(Route, SignInServer.Web, ("token", text));
            Assert.Equal((200, 200, ""), ((int)foreign.StatusCode, (int)own.StatusCode, await foreign.ReadTextAsync()));
        }

        Assert.Equal("access id refresh", await tokens.AliveAsync(Dex));
    }

    [Fact]
    public async Task Guessing_a_secret_there_is_limited_as_at_the_token_endpoint()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Limits = "clientAuthentication: {perClient: 2, window: 1h}" });
        var token = await dex.AccessTokenAsync(StandardClients.Batch);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var wrong = await dex.PostAsync(i % 2 == 0 ? Route : "/token/introspect", [("token", token)], DexServer.Basic("batch", "wrong"));
            statuses.Add((int)wrong.StatusCode);
        }

        using var right = await dex.PostAsync(Route, [("token", token)], DexServer.Basic("batch", "batch-secret"));
        Assert.Equal([401, 401, 429, 429], statuses);
        Assert.Equal(200, (int)right.StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_taken_back_opens_no_other_door()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(Dex);
        using var revoked = await Dex.PostAsClientAsync(Route, SignInServer.Web, ("token", tokens.Refresh));

        using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {tokens.Id}");
        using var refreshAsBearer = await Dex.GetAsync("/userinfo", $"Bearer {tokens.Refresh}");

        Assert.Equal(((401, "invalid_token"), (401, "invalid_token")), (await userInfo.ReadRefusalAsync(), await refreshAsBearer.ReadRefusalAsync()));
    }
}
