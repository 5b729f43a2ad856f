using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Federation;

/// <summary>One instance as the upstream provider of another: a person of the first signs in to an application of the second.</summary>
public sealed class FederationTests : IDisposable
{
    private readonly PlainBrowser _browser = new() { Provider = "Upstream" };

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_person_of_the_upstream_signs_in_with_consent_at_both_and_brings_their_claims()
    {
        await using var servers = await TwoServers.StartAsync(", scopes: [profile, email, groups], insecureEnableGroups: true");

        var answer = await servers.SignInAsync(_browser, Asking.Of("app", "up").With(("scope", "openid profile email groups federated:id")));
        var claims = Answers.PayloadOf((await servers.Downstream.TokensAsync("app", answer.Code)).Text("id_token"));

        var upstreamSubject = Subject.Encode("jane", "local");
        Assert.Equal(Subject.Encode(upstreamSubject, "up"), claims.Text("sub"));
        Assert.Equal((upstreamSubject, "up"), (claims.GetProperty("federated_claims").Text("user_id"), claims.GetProperty("federated_claims").Text("connector_id")));
        Assert.Equal(("jane@example.com", true, "Jane Doe"), (claims.Text("email"), claims.GetProperty("email_verified").GetBoolean(), claims.Text("name")));
        Assert.Equal(["staff"], claims.GetProperty("groups").EnumerateArray().Select(group => group.GetString()));
        Assert.Equal(servers.Downstream.Issuer, claims.Text("iss"));
        Assert.Equal(
            [servers.Upstream.Address, servers.Downstream.Address],
            _browser.Visited.Where(page => page.IsConsent).Select(page => page.Address.Authority));
    }

    [Fact]
    public async Task The_upstream_is_asked_with_pkce_a_nonce_and_a_state_of_the_downstreams_own()
    {
        await using var servers = await TwoServers.StartAsync();

        await servers.SignInAsync(_browser, Asking.Of("app", "up").With(("nonce", "the application's")));

        var asked = _browser.Visited.First(page => page.Location?.Authority == servers.Upstream.Address);
        Assert.Equal("S256", asked.Sent("code_challenge_method"));
        Assert.NotEqual("the application's", asked.Sent("nonce"));
        Assert.NotEqual(Asking.State, asked.Sent("state"));
        Assert.All(["nonce", "state", "code_challenge"], name => Assert.True(asked.Sent(name).Length >= 25, name));
    }

    [Fact]
    public async Task Groups_come_only_where_the_operator_trusts_the_upstream_with_them()
    {
        await using var servers = await TwoServers.StartAsync(", scopes: [profile, email, groups]");

        var answer = await servers.SignInAsync(_browser, Asking.Of("app", "up").With(("scope", "openid groups")));

        var claims = Answers.PayloadOf((await servers.Downstream.TokensAsync("app", answer.Code)).Text("id_token"));
        Assert.False(claims.TryGetProperty("groups", out JsonElement _));
    }

    [Fact]
    public async Task A_refusal_at_the_upstream_reaches_the_application_as_access_denied()
    {
        await using var servers = await TwoServers.StartAsync();
        using var browser = new PlainBrowser { Provider = "Upstream", Consents = page => page.Address.Authority != servers.Upstream.Address };

        var answer = await servers.SignInAsync(browser);

        Assert.Equal(("access_denied", Asking.State, servers.Downstream.Issuer, ""), (answer.Error, answer["state"], answer["iss"], answer.Code));
        Assert.DoesNotContain(browser.Visited, page => page.IsConsent && page.Address.Authority == servers.Downstream.Address);
    }

    [Fact]
    public async Task An_upstream_that_is_down_at_the_start_serves_as_soon_as_it_is_there()
    {
        await using var servers = new TwoServers();
        await servers.StartDownstreamAsync();
        var before = await _browser.WalkAsync(Asking.Of("app", "up").At(servers.Downstream));
        await servers.StartUpstreamAsync();

        Assert.Equal((400, null), (before.Status, before.Location));
        Assert.NotEmpty((await servers.SignInAsync(_browser)).Code);
    }

    [Fact]
    public async Task A_key_that_the_upstream_changes_between_two_sign_ins_is_found()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var servers = await TwoServers.StartAsync(clock: clock);
        Assert.NotEmpty((await servers.SignInAsync(_browser)).Code);
        var before = await servers.Upstream.KeyIdsAsync();

        await servers.Upstream.RotateKeyAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        using var browser = new PlainBrowser { Provider = "Upstream" };

        Assert.NotEmpty((await servers.SignInAsync(browser)).Code);
        Assert.NotEqual(before[0], (await servers.Upstream.KeyIdsAsync())[0]);
    }
}
