using System.Buffers.Text;
using System.Text;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.UserInfo;

/// <summary>Protocol 7.1.</summary>
public sealed class UserInfoEndpointTests(StandardServer server) : StandardServerTest(server)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task The_answer_is_the_tokens_payload_byte_for_byte_whatever_the_method(string method)
    {
        var token = await Dex.AccessTokenAsync(StandardClients.Brief, "openid profile");

        using var answer = await Dex.SendAsync(new HttpMethod(method), "/userinfo", "Bearer " + token);

        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Header("Content-Type")));
        Assert.Equal(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[1])), await answer.ReadTextAsync());
    }

    [Fact]
    public async Task An_id_token_opens_too()
    {
        using var issued = await Dex.TokenAsync(StandardClients.Batch, "openid");
        var id = (await issued.ReadJsonAsync()).GetProperty("id_token").GetString();

        using var answer = await Dex.GetAsync("/userinfo", "Bearer " + id);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("bearer TOKEN")]
    [InlineData("BEARER TOKEN")]
    [InlineData("Bearer   TOKEN  ")]
    public async Task The_schemes_case_and_blanks_around_the_token_do_not_matter(string authorization)
    {
        var token = await Dex.AccessTokenAsync(StandardClients.Batch);

        using var answer = await Dex.GetAsync("/userinfo", authorization.Replace("TOKEN", token, StringComparison.Ordinal));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YmF0Y2g6YmF0Y2gtc2VjcmV0")]
    [InlineData("Bearerx")]
    public async Task Without_a_bearer_token_the_answer_is_access_denied_with_a_bare_challenge(string? authorization)
    {
        using var answer = await Dex.GetAsync("/userinfo", authorization);

        Assert.Equal((401, "access_denied"), await answer.ReadRefusalAsync());
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        Assert.Equal("bearer.missing", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task A_token_in_the_query_or_in_the_form_does_not_count()
    {
        var token = await Dex.AccessTokenAsync(StandardClients.Batch);

        using var query = await Dex.GetAsync("/userinfo?access_token=" + token);
        using var form = await Dex.PostAsync("/userinfo", [("access_token", token)]);

        Assert.Equal((401, 401), ((int)query.StatusCode, (int)form.StatusCode));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.")]
    public async Task What_is_no_token_of_ours_is_invalid_token_with_its_challenge(string token) => await AssertInvalidAsync(token);

    [Fact]
    public async Task A_changed_token_is_invalid()
    {
        var parts = (await Dex.AccessTokenAsync(StandardClients.Batch)).Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("CgViYXRjaA", "CgV2YXVsdA", StringComparison.Ordinal);

        await AssertInvalidAsync($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}");
    }

    [Fact]
    public Task A_token_of_a_strangers_key_is_invalid() => AssertInvalidAsync(ForgedToken.ByAStranger(Dex));

    [Fact]
    public Task A_token_of_another_issuer_is_invalid() =>
        AssertInvalidAsync(ForgedToken.ByItsKey(Dex, change: claims => claims["iss"] = "https://elsewhere.example.com"));

    [Fact]
    public Task An_expired_token_is_invalid() =>
        AssertInvalidAsync(ForgedToken.ByItsKey(Dex, change: claims => claims["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1));

    [Fact]
    public Task A_token_without_an_end_is_invalid() => AssertInvalidAsync(ForgedToken.ByItsKey(Dex, change: claims => claims.Remove("exp")));

    [Fact]
    public async Task A_token_of_another_purpose_is_invalid_although_it_is_ours()
    {
        using var answer = await Dex.GetAsync("/userinfo", "Bearer " + ForgedToken.ByItsKey(Dex, "logout+jwt"));

        Assert.Equal((401, "invalid_token"), await answer.ReadRefusalAsync());
        Assert.Equal("bearer.wrong_purpose", Dex.RefusalOf(answer).Rule.Id);
    }

    private async Task AssertInvalidAsync(string token)
    {
        using var answer = await Dex.GetAsync("/userinfo", "Bearer " + token);

        Assert.Equal((401, "invalid_token"), await answer.ReadRefusalAsync());
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
        Assert.Equal("bearer.invalid", Dex.RefusalOf(answer).Rule.Id);
    }
}
