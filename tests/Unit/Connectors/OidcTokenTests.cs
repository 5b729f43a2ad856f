using Dex.Domain.Connectors;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

/// <summary>What a provider signed, and what it says of a person later.</summary>
public sealed class OidcTokenTests
{
    private const string IdToken = "urn:ietf:params:oauth:token-type:id_token";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public static TheoryData<string, object?> Faults { get; } = new()
    {
        { "iss", "https://evil.example.com" },
        { "iss", null },
        { "aud", "another" },
        { "aud", null },
        { "exp", null },
        { "exp", "tomorrow" },
        { "sub", null },
        { "sub", "" },
        { "name", null },
        { "name", 7 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_token_with_a_wrong_claim_signs_nobody_in(string claim, object? value)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Claims[claim] = value;

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    // Seconds from the moment of the check, which is frozen: what is "now" when tests are discovered is past when they run.
    [Theory]
    [InlineData("exp", -1)]
    [InlineData("nbf", 301)]
    public async Task A_token_outside_of_its_time_signs_nobody_in(string claim, int seconds)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await OidcBench.StartAsync(clock: clock);
        bench.Provider.Claims[claim] = clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Fact]
    public async Task A_token_for_several_and_a_clock_that_is_ahead_are_fine()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Claims["aud"] = new[] { "another", "dex" };
        bench.Provider.Claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(4).ToUnixTimeSeconds();

        Assert.Equal("jane-1", (await bench.SignInAsync()).Claims.UserId);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS384")]
    public async Task An_algorithm_that_the_provider_did_not_announce_is_refused(string algorithm)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Discovery["id_token_signing_alg_values_supported"] = new[] { "RS256", "HS256", "none" };
        bench.Provider.Algorithm = algorithm;

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Fact]
    public async Task An_announced_algorithm_is_taken()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Discovery["id_token_signing_alg_values_supported"] = new[] { "RS384" };
        bench.Provider.Algorithm = "RS384";

        Assert.Equal("jane-1", (await bench.SignInAsync()).Claims.UserId);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        await using var bench = await OidcBench.StartAsync();
        var parts = bench.Provider.IdToken().Split('.');
        var other = bench.Provider.IdToken(("sub", "admin")).Split('.');
        bench.Provider.TokenAnswer["id_token"] = $"{parts[0]}.{other[1]}.{parts[2]}";

        Assert.Contains("signed", (await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData(null)]
    public async Task Something_that_is_no_token_is_refused(string? token)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["id_token"] = token;

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Fact]
    public async Task A_key_that_the_provider_changed_to_is_fetched_and_an_unknown_one_asked_for_once_a_second_at_most()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await OidcBench.StartAsync(clock: clock);
        await bench.SignInAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        bench.Provider.RotateKey();
        bench.Provider.Claims.Remove("nonce");
        Assert.Equal("jane-1", (await bench.SignInAsync()).Claims.UserId);

        await using var stranger = await FakeProvider.StartAsync();
        var exchange = await bench.OpenAsync<ITokenIdentityConnector>();
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<ConnectorException>(() => exchange.IdentifyAsync(IdToken, stranger.IdToken(("iss", bench.Provider.Issuer)), Ct));
        }

        Assert.Equal(2, bench.Provider.Paths.Count(path => path == "/jwks"));
    }

    [Fact]
    public async Task Userinfo_is_merged_over_the_token()
    {
        await using var bench = await OidcBench.StartAsync("getUserInfo: true");
        bench.Provider.UserInfo["name"] = "Jane Doe";

        Assert.Equal("Jane Doe", (await bench.SignInAsync()).Claims.Username);
        Assert.Equal("Bearer upstream-access", bench.Provider.Log.Last().Authorization);
    }

    [Fact]
    public async Task Userinfo_about_somebody_else_is_refused()
    {
        await using var bench = await OidcBench.StartAsync("getUserInfo: true");
        bench.Provider.UserInfo["sub"] = "joe";

        Assert.Contains("another subject", (await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Userinfo_as_a_signed_token_is_verified()
    {
        await using var bench = await OidcBench.StartAsync("getUserInfo: true");
        await using var stranger = await FakeProvider.StartAsync();
        var signer = bench.Provider;
        bench.Provider.Instead["/userinfo"] = context =>
        {
            context.Response.ContentType = "application/jwt";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response, signer.Sign(new Dictionary<string, object?> { ["sub"] = "jane-1", ["name"] = "Signed" }));
        };

        Assert.Equal("Signed", (await bench.SignInAsync()).Claims.Username);
        signer = stranger;
        bench.Provider.Claims.Remove("nonce");
        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Userinfo_that_fails_signs_nobody_in(int status)
    {
        await using var bench = await OidcBench.StartAsync("getUserInfo: true");
        bench.Provider.Instead["/userinfo"] = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        Assert.Contains($"{status}", (await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_uses_what_was_kept_and_keeps_what_is_new()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Claims["name"] = "Renamed";
        bench.Provider.TokenAnswer["refresh_token"] = "later";

        var renewed = await RefreshAsync(bench, """{"RefreshToken":"cmVmcmVzaA=="}""");

        Assert.Equal("Renamed", renewed.Claims.Username);
        Assert.Equal("""{"RefreshToken":"bGF0ZXI="}""", renewed.ConnectorData);
        Assert.Equal(("refresh_token", "refresh"), (bench.Provider.LastToken.Form["grant_type"], bench.Provider.LastToken.Form["refresh_token"]));
    }

    [Fact]
    public async Task A_refresh_without_a_new_refresh_token_keeps_the_old_one()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["refresh_token"] = null;

        Assert.Equal("""{"RefreshToken":"cmVmcmVzaA=="}""", (await RefreshAsync(bench, """{"RefreshToken":"cmVmcmVzaA=="}""")).ConnectorData);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("raw")]
    [InlineData("""{"RefreshToken":"%"}""")]
    public async Task A_refresh_with_nothing_usable_kept_fails(string? data)
    {
        await using var bench = await OidcBench.StartAsync();

        await Assert.ThrowsAsync<ConnectorException>(() => RefreshAsync(bench, data));

        Assert.DoesNotContain("/token", bench.Provider.Paths);
    }

    [Fact]
    public async Task A_refresh_with_no_refresh_token_kept_is_the_providers_no()
    {
        await using var bench = await OidcBench.StartAsync();

        await Assert.ThrowsAsync<UpstreamDeniedException>(() => RefreshAsync(bench, """{"RefreshToken":""}"""));

        Assert.DoesNotContain("/token", bench.Provider.Paths);
    }

    [Theory]
    [InlineData("invalid_grant", true)]
    [InlineData("invalid_client", false)]
    [InlineData("server_error", false)]
    public async Task Only_the_providers_word_that_the_refresh_token_is_no_longer_good_is_its_no(string error, bool isDenied)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["error"] = error;
        bench.Provider.TokenAnswer["error_description"] = "about cmVmcmVzaA and refresh";

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => RefreshAsync(bench, """{"RefreshToken":"cmVmcmVzaC10b2tlbg=="}"""));

        Assert.Equal(isDenied, failure is UpstreamDeniedException);
        Assert.Contains(error, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-token", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_sign_in_the_same_word_is_a_failure_and_nobodys_no()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["error"] = "invalid_grant";

        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Fact]
    public async Task A_refresh_without_an_ID_token_lives_by_userinfo_alone()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.TokenAnswer["id_token"] = null;
        await Assert.ThrowsAsync<ConnectorException>(() => RefreshAsync(bench, """{"RefreshToken":"cmVmcmVzaA=="}"""));

        await using var asking = await OidcBench.StartAsync("getUserInfo: true\nscopes: [profile]");
        asking.Provider.TokenAnswer["id_token"] = null;
        asking.Provider.UserInfo["name"] = "Jane";
        Assert.Equal("jane-1", (await RefreshAsync(asking, """{"RefreshToken":"cmVmcmVzaA=="}""")).Claims.UserId);
    }

    [Fact]
    public async Task An_ID_token_of_another_client_can_be_exchanged()
    {
        await using var bench = await OidcBench.StartAsync();
        var connector = await bench.OpenAsync<ITokenIdentityConnector>();

        Assert.Equal("jane-1", (await connector.IdentifyAsync(IdToken, bench.Provider.IdToken(("aud", "another")), Ct)).Claims.UserId);
        await Assert.ThrowsAsync<ConnectorException>(() => connector.IdentifyAsync(IdToken, bench.Provider.IdToken(("iss", "https://evil.example.com")), Ct));
    }

    [Fact]
    public async Task An_access_token_can_be_exchanged_where_userinfo_is_asked()
    {
        await using var bench = await OidcBench.StartAsync("getUserInfo: true\nscopes: [profile]");
        bench.Provider.UserInfo["name"] = "Jane";
        var connector = await bench.OpenAsync<ITokenIdentityConnector>();

        Assert.Equal("jane-1", (await connector.IdentifyAsync(AccessToken, "theirs", Ct)).Claims.UserId);
        Assert.Equal("Bearer theirs", bench.Provider.Log.Last().Authorization);

        await using var deaf = await OidcBench.StartAsync();
        var fault = await Assert.ThrowsAsync<ConnectorException>(
            async () => await (await deaf.OpenAsync<ITokenIdentityConnector>()).IdentifyAsync(AccessToken, "theirs", Ct));
        Assert.Contains("getUserInfo", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_type_cannot_be_exchanged()
    {
        await using var bench = await OidcBench.StartAsync();
        var connector = await bench.OpenAsync<ITokenIdentityConnector>();

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => connector.IdentifyAsync("urn:other", "x", Ct));

        Assert.Contains("urn:other", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<UpstreamIdentity> RefreshAsync(OidcBench bench, string? data) =>
        await (await bench.OpenAsync<IRefreshConnector>()).RefreshAsync(OidcBench.Offline, new(new() { UserId = "jane-1" }, data), Ct);
}
