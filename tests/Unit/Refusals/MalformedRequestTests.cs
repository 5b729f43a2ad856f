using System.Text;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

/// <summary>Bad input in many shapes, by a fixed seed: never a 5xx, and no refusal of an endpoint without a record of its rule.</summary>
public sealed class MalformedRequestTests(StandardServer server) : StandardServerTest(server)
{
    private static readonly string[] Methods = ["POST", "POST", "POST", "POST", "GET", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "BREW"];

    private static readonly string[] Routes = ["/token", "/token", "/token/introspect", "/token/revoke", "/userinfo"];

    private static readonly string?[] ContentTypes =
    [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
        "application/json", "multipart/form-data", "multipart/form-data; boundary=", "text/plain;", ";;;", "a/b; c=\"", "application/x-www-form-urlencoded; x", "", null,
    ];

    private static readonly string[] Parts =
    [
        "grant_type=client_credentials", "grant_type=", "grant_type=%00", "grant_type=magic%0a", "client_id=site", "client_id=site", "client_secret=%ff%fe",
        "scope=openid", "scope=%00", "scope=openid%0d%0aX: y", "scope=" + "a+b+c+d", "nonce=%F0%9F%98%80", "nonce=%ed%a0%80", "token=a.b.c", "token=", "token=%00",
        "a=%zz", "a;b", "=", "&&&", "\0", "%", "\u0001=\u0002", "grant_type=client_credentials&grant_type=password", "client_id=" + "%41%41%41%41",
    ];

    private static readonly string[] Authorizations =
    [
        "Basic", "Basic ", "Basic =", "Basic !!!!", "Basic " + "Og==", "Basic c2l0ZTo=", "Basic c2l0ZQ==", "basic  c2l0ZTo=", "Basic c2l0ZTol", "Basic JTo=", "Basic AAAA", "Basic //79OgA=",
        "Bearer", "Bearer x", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer ....", "Negotiate x", ",", "\u00ff\u00fe",
    ];

    [Fact]
    public async Task No_malformed_request_gets_a_5xx_or_a_refusal_without_a_rule()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 400; round++)
        {
            var (method, route) = (Pick(random, Methods), Pick(random, Routes));
            var body = Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, random.Next(6)).Select(_ => Pick(random, Parts))));
            List<string> headers = [];
            if (Pick(random, ContentTypes) is { } type)
            {
                headers.Add($"Content-Type: {type}");
            }

            if (random.Next(2) == 0)
            {
                headers.Add($"Authorization: {Pick(random, Authorizations)}");
            }

            var query = random.Next(4) == 0 ? "?" + Pick(random, ["a=%zz", ";", "grant_type=client_credentials", "%", "a=b&a=c"]) : "";

            var answer = await Dex.SendRawAsync(method, "/dex" + route + query, headers, body);

            var said = $"{method} {route}{query} {string.Join(" | ", headers)} {Encoding.UTF8.GetString(body)}: {answer.Status}";
            Assert.True(answer.Status < 500, said);
            if (answer.Status >= 300 && answer.Header("X-Request-Id") is { } id)
            {
                Assert.True(Dex.Refusals.Find(id) is { } record && record.Rule.Status == answer.Status, said);
            }
            else if (answer.Status >= 300)
            {
                // Only what never was a request for an endpoint, because Kestrel could not read it, has no request id.
                Assert.True(answer.Status == 400 && headers.Exists(header => header.Any(c => c > 0x7e)), said);
            }
        }
    }

    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(1024 * 1024 + 1)]
    [InlineData(3 * 1024 * 1024)]
    public async Task A_huge_body_is_refused_as_an_error_of_the_request(int length)
    {
        var answer = await Dex.SendRawAsync("POST", "/dex/token", ["Content-Type: application/x-www-form-urlencoded"], new byte[length]);

        Assert.Equal(400, answer.Status);
        Assert.Contains("\"invalid_request\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_huge_body_of_another_type_is_an_empty_form(string type)
    {
        var answer = await Dex.SendRawAsync("POST", "/dex/token", [$"Content-Type: {type}"], new byte[1024 * 1024]);

        Assert.Equal((400, "{\"error\":\"unsupported_grant_type\"}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(100_000)]
    public async Task A_huge_header_is_no_fault_of_the_server(int length)
    {
        var answer = await Dex.SendRawAsync("GET", "/dex/userinfo", [$"Authorization: Bearer {new string('a', length)}"], []);

        Assert.InRange(answer.Status, 400, 499);
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
