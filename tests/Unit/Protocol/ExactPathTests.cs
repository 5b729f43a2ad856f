using System.Net;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 0.5.1: routes are compared as bytes, undecoded.</summary>
public sealed class ExactPathTests(StandardServer server) : StandardServerTest(server)
{
    [Theory]
    [InlineData("/dex/token/")]
    [InlineData("/dex/")]
    [InlineData("/dex/keys/")]
    [InlineData("/dex//token")]
    [InlineData("//dex/token")]
    [InlineData("/dex/Token")]
    [InlineData("/DEX/token")]
    [InlineData("/dex/%74oken")]
    [InlineData("/dex%2Ftoken")]
    [InlineData("/dex/./token")]
    [InlineData("/dex/x/../token")]
    [InlineData("/dex/.well-known/openid-configuration/")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/token")]
    [InlineData("/dex/authorize")]
    [InlineData("/dex/device/code/")]
    [InlineData("/dex/device/")]
    [InlineData("/device/callback")]
    [InlineData("/dex/device/auth/verify_code/")]
    [InlineData("/dex/device/token")]
    [InlineData("/dex/revoke")]
    [InlineData("/dex/logout")]
    [InlineData("/dex/token/introspect/x")]
    [InlineData("/dex/token/revoke/")]
    [InlineData("/")]
    public async Task What_is_no_route_to_the_letter_is_plain_text_not_found(string target)
    {
        var answer = await Dex.SendRawAsync("GET", target, [], []);

        Assert.Equal(404, answer.Status);
        Assert.StartsWith("text/plain", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/dex/.well-known/openid-configuration", 200)]
    [InlineData("/dex/.well-known/openid-configuration?a=b", 200)]
    [InlineData("/dex", 200)]
    [InlineData("/dex/robots.txt", 200)]
    [InlineData("/dex/keys", 200)]
    [InlineData("/dex/token", 400)]
    [InlineData("/dex/token/introspect", 400)]
    [InlineData("/dex/token/revoke", 400)]
    [InlineData("/dex/userinfo", 401)]
    [InlineData("/dex/healthz", 200)]
    public async Task Each_route_answers_to_its_own_letters(string target, int status) =>
        Assert.Equal(status, (await Dex.SendRawAsync("GET", target, [], [])).Status);

    [Fact]
    public async Task A_target_in_absolute_form_is_the_same_route() =>
        Assert.Equal(200, (await Dex.SendRawAsync("GET", $"{Dex.Issuer}/keys", [], [])).Status);

    [Fact]
    public async Task An_issuer_at_the_root_has_its_routes_there()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { IssuerPath = "" });

        using var keys = await dex.GetAsync("/keys");
        using var prefixed = await dex.GetAsync("/dex/keys");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (keys.StatusCode, prefixed.StatusCode));
    }

    [Fact]
    public async Task An_issuer_with_a_trailing_slash_is_published_as_written_and_its_routes_have_single_slashes()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { IssuerPath = "/dex/" });

        using var discovery = await dex.Http.GetAsync(new Uri($"http://{dex.Address}/dex/.well-known/openid-configuration"), Xunit.TestContext.Current.CancellationToken);
        var document = await discovery.ReadJsonAsync();

        Assert.Equal($"http://{dex.Address}/dex/", document.GetProperty("issuer").GetString());
        Assert.Equal($"http://{dex.Address}/dex/token", document.GetProperty("token_endpoint").GetString());
    }
}
