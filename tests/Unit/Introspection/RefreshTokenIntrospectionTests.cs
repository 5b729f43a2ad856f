using Dex.Domain.RefreshTokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Introspection;

/// <summary>Protocol 7.2 for refresh tokens: alive is what the grant would take from the client that it was issued to.</summary>
public sealed class RefreshTokenIntrospectionTests : IAsyncLifetime
{
    private const string Inactive = "{\"active\":false}";
    private const string AdaSubject = "CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs";

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private DexServer _dex = null!;

    public async ValueTask InitializeAsync() => _dex = await StartAsync("");

    public ValueTask DisposeAsync() => _dex.DisposeAsync();

    // The scopes of the token do not matter to what its introspection says of the person.
    [Fact]
    public async Task An_active_one_is_described_in_dexs_order_byte_for_byte()
    {
        var text = await IssueAsync(_dex, "openid offline_access");
        var issued = Given.Now.ToUnixTimeSeconds();

        Assert.Equal(
            $$$"""
            {"active":true,"client_id":"web","sub":"{{{AdaSubject}}}","iat":{{{issued}}},"nbf":{{{issued}}},"username":"al","aud":"web",
            "iss":"{{{_dex.Issuer}}}","token_type":"Bearer","token_use":"refresh_token","ext":{"email":"ada@example.com","email_verified":true,
            "groups":["analysts","authors"],"name":"Ada Lovelace","preferred_username":"al"}}
            """.ReplaceLineEndings(""),
            await TextAsync(_dex, text));
    }

    [Fact]
    public async Task What_is_not_known_of_the_person_is_left_out()
    {
        await using var dex = await StartAsync("", SignInServer.Pass);
        var text = (await IssuedTokens.OfPasswordAsync(dex)).Refresh;

        var body = await IssuedTokens.IntrospectAsync(dex, text);

        Assert.Equal(["active", "client_id", "sub", "iat", "nbf", "aud", "iss", "token_type", "token_use", "ext"], body.Names());
        Assert.Equal(["email", "email_verified", "name"], body.GetProperty("ext").Names());
    }

    // F-41: exp is when it ends however often it is used, and is left out where that is never.
    [Theory]
    [InlineData("absoluteLifetime: 10m", 600)]
    [InlineData("absoluteLifetime: 10m, validIfNotUsedFor: 5m", 600)]
    [InlineData("validIfNotUsedFor: 5m", null)]
    public async Task It_says_when_it_ends_however_often_it_is_used(string policy, int? seconds)
    {
        await using var dex = await StartAsync(policy);
        var text = await IssueAsync(dex);
        _clock.Advance(TimeSpan.FromMinutes(2));
        text = await IssuedTokens.RotateAsync(dex, text);

        var body = await IssuedTokens.IntrospectAsync(dex, text);

        var created = Given.Now.ToUnixTimeSeconds();
        Assert.Equal(created, body.GetProperty("iat").GetInt64());
        Assert.Equal(created + seconds, body.TryGetProperty("exp", out var end) ? end.GetInt64() : null);
    }

    [Theory]
    [InlineData("absoluteLifetime: 10m", 10)]
    [InlineData("validIfNotUsedFor: 10m", 10)]
    public async Task It_is_alive_until_it_expires_and_not_a_moment_longer(string policy, int minutes)
    {
        await using var dex = await StartAsync(policy);
        var text = await IssueAsync(dex);

        _clock.Advance(TimeSpan.FromMinutes(minutes));
        Assert.True(await IssuedTokens.IsActiveAsync(dex, text));
        _clock.Advance(TimeSpan.FromTicks(10_000));
        Assert.Equal(Inactive, await TextAsync(dex, text));
    }

    [Fact]
    public async Task The_value_before_is_alive_within_the_reuse_interval_and_one_before_that_never()
    {
        await using var dex = await StartAsync("reuseInterval: 30s");
        var first = await IssueAsync(dex);
        var second = await IssuedTokens.RotateAsync(dex, first, keepsValue: true);
        var third = await IssuedTokens.RotateAsync(dex, second, keepsValue: true);

        Assert.Equal([false, true, true], await ActiveAsync(dex, first, second, third));
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal([false, false, true], await ActiveAsync(dex, first, second, third));
    }

    [Fact]
    public async Task Without_a_reuse_interval_the_current_value_alone_is_alive()
    {
        var first = await IssueAsync(_dex);
        var second = await IssuedTokens.RotateAsync(_dex, first);

        Assert.Equal([false, true], await ActiveAsync(_dex, first, second));
    }

    [Fact]
    public async Task Neither_the_id_alone_nor_an_invented_value_is_alive()
    {
        var id = RefreshTokenText.Decode(await IssueAsync(_dex)).Id;

        foreach (var text in new[]
        {
            id, new RefreshTokenText(id, "").Encode(), new RefreshTokenText(id, "invented").Encode(), new RefreshTokenText("unknown", "v").Encode(), "\0",
            new string('x', 20_000),
        })
        {
            Assert.Equal(Inactive, await TextAsync(_dex, text));
        }
    }

    // F-40.
    [Fact]
    public async Task It_is_alive_only_while_its_client_exists_and_is_enabled()
    {
        var client = await _dex.AddWebAppAsync("temporary");
        var text = await IssueAsync(_dex, client: client.Id);
        Assert.True(await IssuedTokens.IsActiveAsync(_dex, text));

        client = await _dex.ChangeAsync(client, now => now with { Enabled = false });
        Assert.Equal(Inactive, await TextAsync(_dex, text));
        client = await _dex.ChangeAsync(client, now => now with { Enabled = true });
        Assert.True(await IssuedTokens.IsActiveAsync(_dex, text));
        await _dex.RemoveAsync(client);
        Assert.Equal(Inactive, await TextAsync(_dex, text));
    }

    [Theory]
    [InlineData("refresh_token", false)]
    [InlineData("access_token", true)]
    [InlineData("nonsense\n", true)]
    [InlineData("", false)]
    public async Task A_hint_that_is_wrong_is_worth_a_warning_and_nothing_else(string hint, bool isWarned)
    {
        var text = await IssueAsync(_dex);

        using var answer = await _dex.PostAsClientAsync("/token/introspect", SignInServer.Stranger, ("token", text), ("token_type_hint", hint));

        Assert.True((await answer.ReadJsonAsync()).GetProperty("active").GetBoolean());
        var warnings = _dex.Log.Of(answer.RequestId()).Where(line => line.GetProperty("level").GetString() == "WARN").ToList();
        Assert.Equal(isWarned ? ["refresh_token"] : [], warnings.Select(line => line.GetProperty("token_use").GetString()));
    }

    private Task<DexServer> StartAsync(string refreshTokens, string connector = "local") => DexServer.StartAsync(GrantServer.Through(connector) with
    {
        Clock = _clock,
        More = $"{GrantServer.Settings.More}\nexpiry: {{refreshTokens: {{{refreshTokens}}}}}",
    });

    private static async Task<string> IssueAsync(DexServer dex, string scope = "openid offline_access", string client = SignInServer.Web) =>
        (await IssuedTokens.OfPasswordAsync(
            dex, client, ("username", SignInServer.Ada), ("password", SignInServer.Password), ("scope", scope))).Refresh;

    private static async Task<string> TextAsync(DexServer dex, string token)
    {
        using var answer = await dex.PostAsClientAsync("/token/introspect", SignInServer.Stranger, ("token", token));
        Assert.Equal((200, "no-store"), ((int)answer.StatusCode, answer.Header("Cache-Control")));
        return (await answer.ReadTextAsync()).TrimEnd('\n');
    }

    private static async Task<IEnumerable<bool>> ActiveAsync(DexServer dex, params string[] texts)
    {
        var active = new List<bool>();
        foreach (var text in texts)
        {
            active.Add(await IssuedTokens.IsActiveAsync(dex, text));
        }

        return active;
    }
}
