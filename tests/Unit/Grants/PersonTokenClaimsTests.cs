using System.Buffers.Text;
using System.Text;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 6.1 to 6.5: every claim of both tokens about a person, for each kind of connector, byte for byte.</summary>
public sealed class PersonTokenClaimsTests(SignInServer shared) : SignInTest(shared)
{
    private const string Everything = "openid email profile groups federated:id offline_access audience:server:client_id:peer";

    private readonly FakeTimeProvider _clock = new(Given.Now);

    // The subjects are those of dex for the same person; the last one is the specification's own vector (B.1).
    [Theory]
    [InlineData("mock", "Cg0wLTM4NS0yODA4OS0wEgRtb2Nr", KnownPeople.Mock)]
    [InlineData("pass", "Cg0wLTM4NS0yODA4OS0wEgRwYXNz", KnownPeople.MockPassword)]
    [InlineData("local", "CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs", KnownPeople.Ada)]
    public async Task Both_tokens_say_exactly_what_the_specification_predicts(string connector, string subject, string person)
    {
        await StartAsync(SignInServer.Settings with { Clock = _clock });
        var code = (await SignInAsync(SignInServer.Web, connector, ("scope", Everything))).Code;
        _clock.Advance(TimeSpan.FromMinutes(5));

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);

        var body = await answer.ReadJsonAsync();
        var (access, id) = (body.GetProperty("access_token").GetString()!, body.GetProperty("id_token").GetString()!);
        var (signedIn, issued) = (Given.Now.ToUnixTimeSeconds(), Given.Now.AddMinutes(5).ToUnixTimeSeconds());
        var hashed = Answers.PayloadOf(access).GetProperty("at_hash").GetString();
        var frame = $$"""
            {"iss":"{{Dex.Issuer}}","sub":"{{subject}}","aud":["peer","web"],"exp":{{issued + 86400}},"iat":{{issued}},
            "jti":"JTI","azp":"web","nonce":"n1","auth_time":{{signedIn}},"at_hash":"HASH",CODE
            """;
        Assert.Equal(Expected(frame, access, hashed!, ""), TextOf(access));
        Assert.Equal(Expected(frame, id, TokenHash.Of("RS256", access), $"\"c_hash\":\"{TokenHash.Of("RS256", code)}\","), TextOf(id));
        Assert.All([access, id], token => Assert.Equal(["alg", "kid", "typ"], Answers.HeaderOf(token).Names().Order(StringComparer.Ordinal)));

        string Expected(string template, string token, string accessHash, string codeHash) => (template + person + "}")
            .ReplaceLineEndings("").Replace("JTI", IdOf(token), StringComparison.Ordinal).Replace("HASH", accessHash, StringComparison.Ordinal)
            .Replace("CODE", codeHash, StringComparison.Ordinal);
    }

    // Protocol 5.4.7: as at the sign-in, but for the time of it and the hash of the code.
    [Theory]
    [InlineData("mock", "Cg0wLTM4NS0yODA4OS0wEgRtb2Nr", KnownPeople.Mock)]
    [InlineData("pass", "Cg0wLTM4NS0yODA4OS0wEgRwYXNz", KnownPeople.MockPassword)]
    [InlineData("local", "CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs", KnownPeople.Ada)]
    public async Task Refreshed_tokens_say_exactly_what_the_specification_predicts(string connector, string subject, string person)
    {
        await StartAsync(Refreshing.Settings(clock: _clock));
        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, (await SignInAsync(SignInServer.Web, connector, ("scope", Everything))).Code);
        _clock.Advance(TimeSpan.FromMinutes(5));

        var body = await Dex.RefreshedAsync(SignInServer.Web, (await redeemed.ReadJsonAsync()).RefreshToken());

        var (access, id) = (body.GetProperty("access_token").GetString()!, body.GetProperty("id_token").GetString()!);
        var issued = Given.Now.AddMinutes(5).ToUnixTimeSeconds();
        AssertSays(access, Answers.PayloadOf(access).GetProperty("at_hash").GetString()!);
        AssertSays(id, TokenHash.Of("RS256", access));

        void AssertSays(string token, string hash) => Assert.Equal(
            ($$"""
            {"iss":"{{Dex.Issuer}}","sub":"{{subject}}","aud":["peer","web"],"exp":{{issued + 86400}},"iat":{{issued}},
            "jti":"{{IdOf(token)}}","azp":"web","nonce":"n1","at_hash":"{{hash}}",
            """ + person + "}").ReplaceLineEndings(""),
            TextOf(token));
    }

    [Theory]
    [InlineData("openid", "")]
    [InlineData("openid email", "email email_verified")]
    [InlineData("openid profile", "name preferred_username")]
    [InlineData("openid groups", "groups")]
    [InlineData("openid federated:id", "federated_claims")]
    [InlineData("openid offline_access", "")]
    [InlineData("openid groups email groups", "email email_verified groups")]
    public async Task A_scope_releases_its_claims_and_no_others(string scope, string released)
    {
        using var answer = await Dex.RedeemAsync(SignInServer.Web, (await SignInAsync(SignInServer.Web, "local", ("scope", scope))).Code);

        var body = await answer.ReadJsonAsync();
        foreach (var (token, more) in new[] { ("access_token", ""), ("id_token", " c_hash") })
        {
            var expected = $"iss sub aud exp iat jti nonce auth_time at_hash{more} {released}".TrimEnd();
            Assert.Equal(expected, string.Join(' ', Answers.PayloadOf(body.GetProperty(token).GetString()!).Names()));
        }
    }

    [Theory]
    [InlineData("openid", "\"web\"", null)]
    [InlineData("openid audience:server:client_id:web", "\"web\"", null)]
    [InlineData("openid audience:server:client_id:peer", "[\"peer\",\"web\"]", "web")]
    [InlineData("openid audience:server:client_id:web audience:server:client_id:peer", "[\"web\",\"peer\"]", "web")]
    public async Task The_audience_is_who_was_asked_for_and_the_client_itself(string scope, string audience, string? party)
    {
        using var answer = await Dex.RedeemAsync(SignInServer.Web, (await SignInAsync(changes: ("scope", scope))).Code);

        var claims = Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("access_token").GetString()!);
        Assert.Equal(
            (audience, party),
            (claims.GetProperty("aud").GetRawText(), claims.TryGetProperty("azp", out var azp) ? azp.GetString() : null));
    }

    [Fact]
    public async Task Without_a_nonce_there_is_none()
    {
        using var answer = await Dex.RedeemAsync(SignInServer.Web, (await SignInAsync(changes: ("nonce", null))).Code);

        Assert.DoesNotContain("nonce", Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("id_token").GetString()!).Names());
    }

    // F-33, and addresses that nobody verified.
    [Theory]
    [InlineData("bob@example.com", "email email_verified False")]
    [InlineData("", "")]
    public async Task An_address_is_there_with_what_is_known_of_it_or_not_at_all(string email, string expected)
    {
        await StartAsync(SignInServer.WithFakes);
        Dex.Services.GetRequiredService<FakeConnectors>().Person = new() { UserId = "u", Email = email };
        var browser = await OpenAsync("/auth/watching" + Parameters.Asking(SignInServer.Web, ("scope", "openid email profile groups")));
        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);
        await browser.AllowAsync();

        using var answer = await Dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);

        var claims = Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("id_token").GetString()!);
        var released = claims.Names().SkipWhile(name => name != "c_hash").Skip(1);
        var verified = claims.TryGetProperty("email_verified", out var value) ? $"{value}" : "";
        Assert.Equal(expected, string.Join(' ', released.Append(verified)).Trim());
    }

    [Fact]
    public async Task Userinfo_says_what_the_token_says_and_introspection_describes_it()
    {
        using var answer = await Dex.RedeemAsync(SignInServer.Web, (await SignInAsync(SignInServer.Web, "local", ("scope", Everything))).Code);
        var token = (await answer.ReadJsonAsync()).GetProperty("access_token").GetString()!;

        using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {token}");
        using var introspected = await Dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("stranger", "stranger-secret"));

        Assert.Equal(TextOf(token), await userInfo.ReadTextAsync());
        var body = await introspected.ReadJsonAsync();
        Assert.Equal(
            ("web", "al", "[\"peer\",\"web\"]", "Bearer", "access_token"),
            (Text("client_id"), Text("username"), body.GetProperty("aud").GetRawText(), Text("token_type"), Text("token_use")));
        Assert.Equal(
            ["azp", "email", "email_verified", "groups", "name", "preferred_username", "federated_claims"], body.GetProperty("ext").Names());

        string? Text(string name) => body.GetProperty(name).GetString();
    }

    // F-16.
    [Fact]
    public async Task A_server_that_signs_with_an_elliptic_curve_takes_its_own_tokens_back()
    {
        await StartAsync(SignInServer.Settings with
        {
            More = SignInServer.Settings.More + "\nsigner: {type: local, config: {keysRotationPeriod: 6h, algorithm: ES256}}",
        });
        var code = (await SignInAsync()).Code;

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);
        var body = await answer.ReadJsonAsync();
        var (access, id) = (body.GetProperty("access_token").GetString()!, body.GetProperty("id_token").GetString()!);
        using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {access}");

        Assert.Equal(("ES256", 200), (Answers.HeaderOf(id).GetProperty("alg").GetString(), (int)userInfo.StatusCode));
        Assert.Equal(TokenHash.Of("ES256", code), Answers.PayloadOf(id).GetProperty("c_hash").GetString());
        Assert.NotEmpty((await SignInAsync(changes: ("id_token_hint", id))).Code);
    }

    private static string TextOf(string token) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[1]));

    private static string IdOf(string token)
    {
        var id = Answers.PayloadOf(token).GetProperty("jti").GetString()!;
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
        return id;
    }
}
