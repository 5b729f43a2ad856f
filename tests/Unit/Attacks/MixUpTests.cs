using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.4, mix-up attacks: every answer names its issuer (RFC 9207), and where this server is a client itself it takes no
/// answer of another provider's.
/// </summary>
public sealed class MixUpTests(AttackedServer server) : AttackTest(server)
{
    public static TheoryData<string, string, string, string> Requests => new()
    {
        { "response_type", "code", "query", "" },
        { "response_type", "code id_token", "fragment", "" },
        { "response_type", "id_token token", "fragment", "" },
        { "response_mode", "fragment", "fragment", "" },
        { "response_mode", "form_post", "form_post", "" },
        { "response_mode", "nonsense", "query", "invalid_request" },
        { "response_type", "nonsense", "query", "invalid_request" },
        { "response_type", "token", "fragment", "invalid_request" },
        { "scope", "email", "query", "invalid_scope" },
        { "scope", "openid audience:server:client_id:other", "query", "invalid_scope" },
        { "request", "x.y.z", "query", "request_not_supported" },
        { "request_uri", "https://evil.example/", "query", "request_uri_not_supported" },
        { "prompt", "none", "query", "login_required" },
        { "max_age", "-1", "query", "invalid_request" },
        { "id_token_hint", "x.y.z", "query", "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_answer_good_or_bad_names_the_issuer(string name, string value, string way, string error)
    {
        var answer = await SignInAsync(Asking.Of("app").With(("nonce", "n"), (name, value)));

        Assert.Equal((way, error, Dex.Issuer), (answer.Way, answer.Error, answer["iss"]));
    }

    [Fact]
    public async Task A_refusal_of_the_person_names_the_issuer_too()
    {
        using var browser = new PlainBrowser { Consents = _ => false };

        var answer = ApplicationAnswer.Of(await browser.WalkAsync(Asking.Of("app").WithConsent().At(Dex)));

        Assert.Equal(("access_denied", Dex.Issuer), (answer.Error, answer["iss"]));
    }

    [Fact]
    public async Task Discovery_says_that_answers_do_so_and_names_the_same_issuer()
    {
        using var answer = await Dex.GetAsync("/.well-known/openid-configuration");
        var document = await answer.ReadJsonAsync();

        Assert.True(document.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.Equal(Dex.Issuer, document.Text("issuer"));
    }

    [Theory]
    [InlineData("http://evil.example", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("http://evil.example", false)]
    public async Task A_connector_takes_no_answer_of_another_provider(string? issuer, bool isAnnounced)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Discovery["authorization_response_iss_parameter_supported"] = isAnnounced;
        await using var dex = await StartBehindAsync(provider);
        var state = (await Browser.GetAsync(Asking.Of("app", "up").AtConnector(dex))).Sent("state");

        var back = dex.At($"/callback?code=x&state={state}{(issuer is null ? "" : "&iss=" + Uri.EscapeDataString(issuer))}");
        var answer = ApplicationAnswer.Of(await Browser.GetAsync(back));

        Assert.Equal(("server_error", "https://app.example/callback"), (answer.Error, answer.Address));
        Assert.DoesNotContain("/token", provider.Paths);
    }

    [Fact]
    public async Task The_console_takes_no_answer_that_names_another_issuer_or_none()
    {
        foreach (var issuer in new[] { "", "&iss=", "&iss=http%3A%2F%2Fevil.example", "&iss=" + Uri.EscapeDataString(Dex.Issuer) })
        {
            var form = (await Browser.FollowAsync(EveryAnswer.Console(Dex, "/sign-in"))).Forms[0];
            var signedIn = await Browser.SubmitAsync(form, ("login", "ada@example.com"), ("password", "password"));
            var answered = await Browser.GetAsync(signedIn.Location!);
            var (code, state) = (answered.Sent("code"), Uri.EscapeDataString(answered.Sent("state")));

            var page = await Browser.GetAsync(EveryAnswer.Console(Dex, $"/callback?code={code}&state={state}{issuer}"));

            Assert.Equal(issuer.Contains("dex", StringComparison.Ordinal) ? 302 : 400, page.Status);
        }
    }

    private static Task<DexServer> StartBehindAsync(FakeProvider provider)
    {
        var address = DexServer.FreeAddress();
        var settings = AttackedServer.Settings();
        return DexServer.StartAsync(settings with
        {
            Address = address,
            More = settings.More.Replace(
                "connectors:",
                $"connectors:\n  - {{type: oidc, id: up, name: Up, config: {{issuer: \"{provider.Issuer}\", clientID: dex, clientSecret: s, "
                + $"redirectURI: \"http://{address}/dex/callback\"}}}}",
                StringComparison.Ordinal),
        });
    }
}
