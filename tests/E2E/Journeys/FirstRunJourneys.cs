using System.Net;
using System.Text.RegularExpressions;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.Provisioning;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>The first minute: the server without arguments, and what its terminal says is true.</summary>
public sealed partial class FirstRunJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await StartAsync(ct);

    [Fact]
    public async Task The_terminal_names_both_addresses_and_a_line_that_gets_a_token()
    {
        var log = await BannerAsync();
        Assert.Contains(Server.Issuer, log, StringComparison.Ordinal);
        Assert.Contains(Server.Console, log, StringComparison.Ordinal);
        Assert.Contains($"{Server.Email} / {Server.Password}", log, StringComparison.Ordinal);
        var line = CurlLine().Match(log);
        Assert.True(line.Success, log);
        Assert.Equal(Server.At("/token").ToString(), line.Groups["address"].Value);

        using var machine = new Machine(Server, line.Groups["id"].Value, line.Groups["secret"].Value);
        var token = await machine.TokenAsync(Cancelled);

        Assert.Equal(
            [
                "authorization_code", "client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:grant-type:token-exchange",
            ],
            await machine.DiscoveredGrantsAsync(Cancelled));
        await ExpectSignedByThePublishedKeysAsync(machine, token);
        using var claims = await machine.UserInfoAsync(token, Cancelled);
        Assert.Equal(Server.Issuer, (await Machine.JsonOfAsync(claims, Cancelled)).GetProperty("iss").GetString());
        Assert.True((await machine.IntrospectAsync(token, Cancelled)).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Every_page_says_that_this_is_sample_data()
    {
        await SignInAsync();
        var strip = Page.GetByRole(AriaRole.Complementary, new() { Name = "Sample data" });

        await Expect(strip).ToContainTextAsync("its password is public");
        await Page.GotoAsync("/console/clients");
        await Expect(strip).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Samples_are_seeded_once_and_later_starts_keep_what_was_changed()
    {
        await Sqlite.ExecuteAsync(Folder.File("dex.db"), "DELETE FROM dex_clients WHERE Id = 'example-app'", Cancelled);
        Assert.Equal(0, await ((DexProcess)Server).EndAsync("TERM"));

        await using var second = await StartAsync(Cancelled);

        using var machine = new Machine(second);
        var token = await machine.TokenAsync(Cancelled);
        using var removed = new Machine(second, "example-app", "ZXhhbXBsZS1hcHAtc2VjcmV0");
        Assert.Equal("invalid_client", (await removed.IntrospectAsync(token, Cancelled)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("dex.example.com")]
    [InlineData("127.0.0.1.example.com")]
    public async Task A_name_that_is_not_loopback_is_not_answered(string host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Server.At("/healthz"));
        request.Headers.Host = host;

        using var answer = await http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    private Task<DexProcess> StartAsync(CancellationToken ct) => DexProcess.StartAsync(
        new Dictionary<string, string?> { ["DEX_STORAGE_SQLITE3_CONFIG_FILE"] = Folder.File("dex.db") }, ct);

    /// <summary>The log once the banner is written, which comes after the first healthy answer.</summary>
    private async Task<string> BannerAsync()
    {
        await Eventually.HoldsAsync(
            () => Task.FromResult(Server.Log.Contains("Run it for real", StringComparison.Ordinal)), TimeSpan.FromSeconds(20), () => Server.Log, Cancelled);
        return Server.Log;
    }

    private async Task ExpectSignedByThePublishedKeysAsync(Machine machine, string token)
    {
        using var answer = await machine.GetAsync("/keys", Cancelled);
        var keys = new JsonWebKeySet(await answer.Content.ReadAsStringAsync(Cancelled));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Server.Issuer,
            ValidAudience = "example-machine",
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [GeneratedRegex(@"curl -u (?<id>\S+):(?<secret>\S+) -d grant_type=client_credentials (?<address>\S+)")]
    private static partial Regex CurlLine();
}
