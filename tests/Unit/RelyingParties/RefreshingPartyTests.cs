using System.Net.Http.Headers;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.RelyingParties;

/// <summary>A relying party that we did not write stays connected: Microsoft's messages and validators, told the issuer's address alone.</summary>
public sealed class RefreshingPartyTests : IAsyncLifetime
{
    private readonly PlainBrowser _browser = new();
    private DexServer _dex = null!;

    public async ValueTask InitializeAsync()
    {
        var usual = AttackedServer.Settings();
        _dex = await DexServer.StartAsync(usual with { OAuth2 = usual.OAuth2.Replace("client_credentials", "client_credentials, refresh_token", StringComparison.Ordinal) });
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dex.DisposeAsync();
    }

    [Fact]
    public async Task It_refreshes_again_and_again_and_its_validators_take_both_tokens_as_those_of_the_same_person()
    {
        await using var party = await WebParty.StartAsync(_dex, options => options.Scope.Add("offline_access"));
        Assert.Equal("CgRqYW5lEgVsb2NhbA", WebParty.ClaimsOf(await _browser.WalkAsync(party.Address))!["sub"]);

        var subjects = new List<string>();
        for (var use = 0; use < 3; use++)
        {
            var page = await _browser.GetAsync(new Uri(party.Address, "/refresh"));
            Assert.True(page.Status == 200, page.Body);
            var lines = page.Body.Split('\n');
            subjects.Add(lines[0]);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(party.Address, "/api"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", lines[1]);
            Assert.Equal("jane@example.com", WebParty.ClaimsOf(await _browser.SendAsync(request))!["email"]);
        }

        Assert.Equal(["CgRqYW5lEgVsb2NhbA", "CgRqYW5lEgVsb2NhbA", "CgRqYW5lEgVsb2NhbA"], subjects);
        Assert.Empty(party.Failures);
    }
}
