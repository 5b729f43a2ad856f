using System.Text;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Parameters of all kinds thrown together at every step, by a fixed seed: never a 5xx, and never a way out to a stranger's address.</summary>
public sealed class RandomRequestTests(SignInServer shared) : SignInTest(shared)
{
    private static readonly string[] Methods = ["GET", "GET", "GET", "POST", "POST", "PUT", "HEAD", "OPTIONS", "BREW"];

    private static readonly string[] Routes =
    [
        "/auth", "/auth", "/auth/mock", "/auth/mock", "/auth/pass", "/auth/codes", "/auth/none", "/auth/%ff", "/auth/a%2Fb", "/auth/pass/login",
        "/callback", "/callback/mock", "/callback/%2e%2e", "/approval",
    ];

    private static readonly string[] Parts =
    [
        "client_id=web", "client_id=web", "client_id=web", "client_id=native", "client_id=spa", "client_id=dex-console",
        "client_id=", "client_id=%00",
        "redirect_uri=https%3A%2F%2Fweb.example.com%2Fcallback", "redirect_uri=https%3A%2F%2Fweb.example.com%2Fcallback",
        "redirect_uri=https%3A%2F%2Fevil.example.com%2F", "redirect_uri=%2Fconsole%2Fcallback", "redirect_uri=http%3A%2F%2Flocalhost%0d%0aX%3A%20y",
        "redirect_uri=javascript%3Aalert(1)", "redirect_uri=http%3A%2F%2Flocalhost%2F%00", "redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob",
        "response_type=code", "response_type=code", "response_type=id_token+token", "response_type=%e2%80%83code",
        "response_type=none", "response_type=",
        "scope=openid", "scope=openid", "scope=openid+audience%3Aserver%3Aclient_id%3A%00", "scope=%ed%a0%80",
        "state=%0d%0aSet-Cookie%3A%20a%3Db", "state=%00%ff",
        "state=%F0%9F%98%80", "nonce=n", "nonce=%00", "response_mode=form_post", "response_mode=%00",
        "prompt=none", "prompt=login+consent", "prompt=%00",
        "max_age=99999999999999999999", "max_age=%2B1", "max_age=1e9", "id_token_hint=a.b.c", "id_token_hint=%00",
        "code_challenge=%00", "code_challenge=x",
        "code_challenge_method=S256", "connector_id=mock", "connector_id=%00", "connector_id=..%2F..",
        "login_hint=%00%0a", "request=x", "request_uri=http%3A%2F%2F127.0.0.1%2F",
        "req=x", "req=%00", "req=", "hmac=x", "hmac=%ff", "state=x", "back=%2F%2Fevil.example.com", "login=%00", "password=%00", "approval=approve",
        "RelayState=%00", "a=%zz", "a;b", "=", "&&", "%",
    ];

    [Fact]
    public async Task No_request_gets_a_5xx_or_leads_to_a_strangers_address()
    {
        var random = new Random(20260102);
        for (var round = 0; round < 500; round++)
        {
            var (method, route) = (Pick(random, Methods), Pick(random, Routes));
            var query = string.Join('&', Enumerable.Range(0, random.Next(9)).Select(_ => Pick(random, Parts)));
            var body = method == "POST" ? string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => Pick(random, Parts))) : "";

            var answer = await Dex.SendRawAsync(
                method, $"/dex{route}?{query}", ["Content-Type: application/x-www-form-urlencoded"], Encoding.ASCII.GetBytes(body));

            var said = $"{method} {route}?{query} {body}: {answer.Status} {answer.Header("Location")}";
            Assert.True(answer.Status < 500, said);
            Assert.False(answer.Headers.ContainsKey("X") || answer.Headers.ContainsKey("Set-Cookie"), said);
            Assert.True(IsOurs(answer.Header("Location")), said);
            if (answer.Status >= 400)
            {
                Assert.True(Dex.Refusals.Find(answer.Header("X-Request-Id")!) is not null, said);
            }
        }
    }

    // The steps, the mock's own way back, and the addresses of the clients.
    private bool IsOurs(string? location) => location is null
        || location.StartsWith("/dex/auth", StringComparison.Ordinal) || location.StartsWith($"{Dex.Issuer}/callback?", StringComparison.Ordinal)
        || location.StartsWith("https://web.example.com/callback", StringComparison.Ordinal)
        || location.StartsWith("/console/callback?", StringComparison.Ordinal);

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
