using Dex.Domain.Protocol;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Token exchange with a real provider behind it: which of a provider's texts are its tokens, and which are only signed by it.</summary>
public sealed class UpstreamTokenTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private DexServer _dex = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _dex = await DexServer.StartAsync(GrantServer.Settings with
        {
            More = $$"""
                connectors:
                  - {type: oidc, id: up, name: Upstream, config: {issuer: "{{_provider.Issuer}}", clientID: dex, clientSecret: s, redirectURI: "http://127.0.0.1/callback"} }
                  - {type: oidc, id: info, name: With userinfo, config: {issuer: "{{_provider.Issuer}}", clientID: dex, clientSecret: s, redirectURI: "http://127.0.0.1/callback", getUserInfo: true} }
                  - {type: mockPassword, id: pass, name: Passwords, config: {username: kilgore, password: trout} }
                """,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _dex.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task An_ID_token_that_the_provider_gave_to_whichever_of_its_clients_says_who_it_is()
    {
        using var answer = await ExchangeAsync("up", TokenTypes.IdToken, _provider.IdToken(("aud", "another-client")), ("scope", "email profile"));

        var claims = Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("access_token").GetString()!);
        Assert.Equal(("CgZqYW5lLTESAnVw", "jane@example.com", "Jane", "web"), (Text("sub"), Text("email"), Text("name"), Text("aud")));

        string? Text(string name) => claims.GetProperty(name).GetString();
    }

    [Fact]
    public async Task An_access_token_says_it_by_the_providers_userinfo()
    {
        foreach (var (name, value) in new[] { ("name", "Jane"), ("email", (object)"jane@example.com"), ("email_verified", true) })
        {
            _provider.UserInfo[name] = value;
        }

        using var answer = await ExchangeAsync("info", TokenTypes.AccessToken, "opaque-1~x+/==");
        using var without = await ExchangeAsync("up", TokenTypes.AccessToken, "opaque-1");

        Assert.Equal((200, 401), ((int)answer.StatusCode, (int)without.StatusCode));
        Assert.Equal("Bearer opaque-1~x+/==", _provider.Log.Single(asked => asked.Path == "/userinfo").Authorization);
    }

    [Fact]
    public async Task An_access_token_that_the_providers_userinfo_refuses_is_refused()
    {
        _provider.Instead["/userinfo"] = context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        };

        await AssertRefusedAsync("info", TokenTypes.AccessToken, "stale");
    }

    // The texts of a stranger go into a header; none of them may break the request, or the server.
    [Theory]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a b")]
    [InlineData("tökén")]
    [InlineData("\0")]
    [InlineData("=")]
    [InlineData("\uD83D\uDE00")]
    public async Task A_text_that_no_header_can_carry_is_no_access_token(string token)
    {
        await AssertRefusedAsync("info", TokenTypes.AccessToken, token);

        Assert.DoesNotContain("/userinfo", _provider.Paths);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("\0.\r\n")]
    public async Task Something_that_is_no_token_is_no_ID_token(string token) => await AssertRefusedAsync("up", TokenTypes.IdToken, token);

    [Theory]
    [InlineData("iss", "https://elsewhere.example.com")]
    [InlineData("exp", 1)]
    [InlineData("sub", null)]
    [InlineData("nbf", 99999999999)]
    public async Task An_ID_token_with_a_wrong_claim_is_refused(string claim, object? value) =>
        await AssertRefusedAsync("up", TokenTypes.IdToken, _provider.IdToken((claim, value)));

    // RFC 8725 section 3.12: signed by the provider, for another purpose.
    [Theory]
    [InlineData("at+jwt")]
    [InlineData("application/at+jwt")]
    [InlineData("logout+jwt")]
    [InlineData("SECEVENT+JWT")]
    public async Task A_token_that_the_provider_signed_for_another_purpose_is_no_ID_token(string type)
    {
        _provider.Type = type;

        await AssertRefusedAsync("up", TokenTypes.IdToken, _provider.IdToken());
    }

    [Fact]
    public async Task A_logout_token_is_no_ID_token_whatever_its_header_says() =>
        await AssertRefusedAsync("up", TokenTypes.IdToken, _provider.IdToken(("events", new Dictionary<string, object>())));

    [Fact]
    public async Task Our_own_tokens_and_those_of_a_stranger_are_not_the_providers()
    {
        await using var stranger = await FakeProvider.StartAsync();
        using var own = await ExchangeAsync("up", TokenTypes.IdToken, _provider.IdToken(), ("requested_token_type", TokenTypes.IdToken));

        await AssertRefusedAsync("up", TokenTypes.IdToken, (await own.ReadJsonAsync()).GetProperty("access_token").GetString()!);
        await AssertRefusedAsync("up", TokenTypes.IdToken, stranger.IdToken(("iss", _provider.Issuer)));
    }

    [Fact]
    public async Task A_provider_that_is_down_vouches_for_nobody()
    {
        var token = _provider.IdToken();
        await _provider.DisposeAsync();

        await AssertRefusedAsync("up", TokenTypes.IdToken, token);
        await AssertRefusedAsync("info", TokenTypes.AccessToken, "opaque");
    }

    private async Task AssertRefusedAsync(string connector, string type, string token)
    {
        using var answer = await ExchangeAsync(connector, type, token);

        Assert.Equal((401, "access_denied"), await answer.ReadRefusalAsync());
        Assert.Equal("exchange.subject_refused", _dex.RefusalOf(answer).Rule.Id);
    }

    private Task<HttpResponseMessage> ExchangeAsync(string connector, string type, string token, params (string Name, string? Value)[] changes) =>
        _dex.ExchangeAsync(SignInServer.Web, [("connector_id", connector), ("subject_token_type", type), ("subject_token", token), .. changes]);
}
