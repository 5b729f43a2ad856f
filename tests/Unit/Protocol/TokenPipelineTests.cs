using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 5.1 and the form rules of 0.5.3, at the token endpoint.</summary>
public sealed class TokenPipelineTests(StandardServer server) : StandardServerTest(server)
{
    private const string Good = "grant_type=client_credentials&client_id=batch&client_secret=batch-secret";
    private const string FormType = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Any_method_but_post_is_invalid_request_and_says_so(string method)
    {
        using var answer = await Dex.SendAsync(new HttpMethod(method), "/token", null, Form(Good));

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Contains("method", (await answer.ReadErrorAsync()).Description, StringComparison.Ordinal);
        Assert.Equal("request.method", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task Head_is_not_special()
    {
        using var answer = await Dex.SendAsync(HttpMethod.Head, "/token");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&x=%zz")]
    [InlineData("grant_type=client_credentials&x=%")]
    [InlineData("grant_type=client_credentials;x=1")]
    [InlineData(";")]
    public async Task A_malformed_form_is_invalid_request_without_a_description(string body)
    {
        using var answer = await PostAsync(body, FormType);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(new OAuthErrorBody("invalid_request", null), await answer.ReadErrorAsync());
        Assert.Equal("request.malformed_form", Dex.RefusalOf(answer).Rule.Id);
    }

    [Theory]
    [InlineData("?a=%zz")]
    [InlineData("?a=1;b=2")]
    [InlineData("?%")]
    public async Task A_malformed_query_spoils_the_form_although_it_counts_for_nothing(string query)
    {
        var answer = await Dex.SendRawAsync("POST", "/dex/token" + query, [$"Content-Type: {FormType}"], Encoding.UTF8.GetBytes(Good));

        Assert.Equal((400, "{\"error\":\"invalid_request\"}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(";")]
    [InlineData("application/x-www-form-urlencoded; charset")]
    [InlineData("application/x-www-form-urlencoded; =x")]
    [InlineData("application/x-www-form-urlencoded; a=b; A=c")]
    [InlineData("application/x-www-form-urlencoded; charset=\"")]
    [InlineData("application/")]
    [InlineData("/x-www-form-urlencoded")]
    [InlineData("application/x www")]
    public async Task A_content_type_that_is_no_media_type_is_invalid_request(string contentType)
    {
        using var answer = await PostAsync(Good, contentType);

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal("request.malformed_form", Dex.RefusalOf(answer).Rule.Id);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded;charset=\"iso-8859-1\"; a=b")]
    public async Task The_media_type_is_compared_without_case_and_its_parameters_do_not_matter(string contentType)
    {
        using var answer = await PostAsync(Good, contentType);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"client_credentials\"}")]
    [InlineData("text/plain", Good)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n")]
    [InlineData(null, Good)]
    [InlineData(FormType, "")]
    [InlineData(FormType, "grant_type=")]
    public async Task A_body_of_another_type_or_of_none_is_an_empty_form_so_no_grant(string? contentType, string body)
    {
        using var answer = await PostAsync(body, contentType);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(new OAuthErrorBody("unsupported_grant_type", null), await answer.ReadErrorAsync());
        Assert.Equal("grant.missing", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task The_query_counts_for_nothing()
    {
        var answer = await Dex.SendRawAsync("POST", $"/dex/token?{Good}", [$"Content-Type: {FormType}"], []);

        Assert.Equal((400, "{\"error\":\"unsupported_grant_type\"}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("?scope=bogus&nonce=q", "&nonce=b", "b")]
    [InlineData("?client_id=vault&client_secret=x&nonce=q", "", null)]
    public async Task Neither_scope_nor_nonce_nor_credentials_come_from_the_query(string query, string more, string? nonce)
    {
        var answer = await Dex.SendRawAsync("POST", "/dex/token" + query, [$"Content-Type: {FormType}"], Encoding.UTF8.GetBytes(Good + more));

        Assert.Equal(200, answer.Status);
        using var body = System.Text.Json.JsonDocument.Parse(answer.Body);
        var claims = Answers.PayloadOf(body.RootElement.GetProperty("access_token").GetString()!);
        Assert.Equal(nonce, claims.TryGetProperty("nonce", out var value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&grant_type=password&client_id=batch&client_secret=batch-secret", 200)]
    [InlineData("grant_type=password&grant_type=client_credentials&client_id=batch&client_secret=batch-secret", 400)]
    [InlineData(Good + "&client_secret=wrong", 200)]
    [InlineData(Good + "&scope=openid&scope=bogus", 200)]
    public async Task Only_the_first_value_of_a_repeated_parameter_counts(string body, int status)
    {
        using var answer = await PostAsync(body, FormType);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("authorization_code", "grant.disabled_by_server")]
    [InlineData("refresh_token", "grant.disabled_by_server")]
    [InlineData("password", "grant.disabled_by_server")]
    [InlineData("implicit", "grant.disabled_by_server")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code", "grant.disabled_by_server")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "grant.disabled_by_server")]
    [InlineData("Client_Credentials", "grant.unknown")]
    [InlineData("client_credentials ", "grant.unknown")]
    [InlineData("magic", "grant.unknown")]
    public async Task A_grant_that_is_not_served_is_unsupported_before_anybody_is_asked_who_they_are(string grant, string rule)
    {
        using var answer = await Dex.PostAsync("/token", [("grant_type", grant)], DexServer.Basic("nobody", "wrong"));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(new OAuthErrorBody("unsupported_grant_type", null), await answer.ReadErrorAsync());
        Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task The_order_is_method_then_form_then_grant_then_header_then_client()
    {
        var badHeader = "Basic " + Convert.ToBase64String("a%zz:b"u8);

        Assert.Equal("request.method", await RuleAsync("GET", "x=%zz", badHeader));
        Assert.Equal("request.malformed_form", await RuleAsync("POST", "grant_type=magic&x=%zz", badHeader));
        Assert.Equal("grant.unknown", await RuleAsync("POST", "grant_type=magic", badHeader));
        Assert.Equal("request.malformed_client_id", await RuleAsync("POST", "grant_type=client_credentials&scope=bogus", badHeader));
        Assert.Equal("client.unknown", await RuleAsync("POST", "grant_type=client_credentials&scope=bogus", DexServer.Basic("nobody", "x")));
        Assert.Equal("grant.disabled_by_client", await RuleAsync("POST", "grant_type=client_credentials&scope=bogus", DexServer.Basic("narrow", "narrow-secret")));
    }

    [Fact]
    public async Task An_error_is_json_of_dexs_two_members_without_caching_header()
    {
        using var answer = await Dex.TokenAsync(StandardClients.Batch, "bogus");

        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Null(answer.Header("Cache-Control"));
        Assert.Null(answer.Header("WWW-Authenticate"));
        Assert.NotNull(answer.Header("Content-Length"));
        Assert.Equal(["error", "error_description"], (await answer.ReadJsonAsync()).Names());
    }

    [Fact]
    public async Task A_body_beyond_any_honest_request_is_refused_with_an_error_of_ours()
    {
        using var answer = await PostAsync(Good + "&x=" + new string('a', 1024 * 1024 - 200), FormType);

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal("request.too_large", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task A_body_without_a_length_is_bounded_too()
    {
        using var content = new ChunkedContent(Encoding.UTF8.GetBytes(Good + "&x=" + new string('a', 200 * 1024)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(FormType);

        using var answer = await Dex.SendAsync(HttpMethod.Post, "/token", null, content);

        Assert.Equal((400, "request.too_large"), ((int)answer.StatusCode, Dex.RefusalOf(answer).Rule.Id));
    }

    private async Task<string> RuleAsync(string method, string body, string authorization)
    {
        using var answer = await Dex.SendAsync(new HttpMethod(method), "/token", authorization, Form(body));
        return Dex.RefusalOf(answer).Rule.Id;
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? contentType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await Dex.SendAsync(HttpMethod.Post, "/token", null, content);
    }

    private static ByteArrayContent Form(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(FormType);
        return content;
    }

    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
