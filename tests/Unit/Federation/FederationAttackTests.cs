using System.Web;
using Dex.Domain.Authorization;
using Dex.Tests.Unit.Attacks;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Federation;

/// <summary>What comes back from the upstream belongs to one sign-in and one browser's way through it; whatever does not fit signs nobody in.</summary>
public sealed class FederationAttackTests : IAsyncLifetime
{
    private readonly PlainBrowser _browser = new() { Provider = "Upstream" };
    private readonly PlainBrowser _other = new() { Provider = "Upstream", Login = "bob@example.com" };
    private TwoServers _servers = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _servers = await TwoServers.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _other.Dispose();
        await _servers.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("forged")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_state_that_nobody_began_leads_nowhere(string state)
    {
        var back = await _servers.StopBeforeCallbackAsync(_browser);

        var page = await _browser.GetAsync(With(back, "state", state));

        Assert.Equal((400, null), (page.Status, page.Location));
        Assert.False(await IsSignedInAsync(back));
    }

    [Fact]
    public async Task A_code_of_another_sign_in_signs_nobody_in_whoever_is_given_it()
    {
        var mine = await _servers.StopBeforeCallbackAsync(_browser);
        var theirs = await _servers.StopBeforeCallbackAsync(_other);

        await AssertRefusedAsync(With(mine, "code", Value(theirs, "code")), mine);
        await AssertRefusedAsync(With(theirs, "code", Value(mine, "code")), theirs);
    }

    [Theory]
    [InlineData("iss", "http://evil.example/dex")]
    [InlineData("iss", "the downstream's own")]
    [InlineData("iss", "")]
    [InlineData("iss", null)]
    [InlineData("code", "forged")]
    [InlineData("code", "")]
    [InlineData("code", null)]
    public async Task An_answer_of_another_issuer_or_with_another_code_signs_nobody_in(string name, string? value)
    {
        var back = await _servers.StopBeforeCallbackAsync(_browser);

        await AssertRefusedAsync(With(back, name, value == "the downstream's own" ? _servers.Downstream.Issuer : value), back);
    }

    [Fact]
    public async Task An_error_of_another_issuer_does_not_pass_for_a_refusal_of_the_person()
    {
        var back = await _servers.StopBeforeCallbackAsync(_browser);
        var forged = new Uri(_servers.Downstream.At("/callback") + $"?error=access_denied&iss=http%3A%2F%2Fevil.example&state={Value(back, "state")}");

        await AssertRefusedAsync(forged, back);
    }

    [Fact]
    public async Task A_forged_answer_does_not_end_the_sign_in_that_it_was_forged_for()
    {
        var back = await _servers.StopBeforeCallbackAsync(_browser);
        await AssertRefusedAsync(With(back, "iss", "http://evil.example"), back);
        await AssertRefusedAsync(With(back, "code", "forged"), back);

        var answer = ApplicationAnswer.Of(await _browser.WalkAsync(back));

        Assert.Equal("", answer.Error);
        Assert.NotEmpty(answer.Code);
    }

    [Fact]
    public async Task An_answer_is_used_once()
    {
        var back = await _servers.StopBeforeCallbackAsync(_browser);
        var first = await _browser.GetAsync(back);
        Assert.Equal("/dex/auth", first.Location!.AbsolutePath);

        var again = ApplicationAnswer.Of(await _other.GetAsync(back));

        Assert.Equal("server_error", again.Error);
        Assert.NotEmpty(ApplicationAnswer.Of(await _browser.WalkAsync(first)).Code);
    }

    [Fact]
    public async Task Whoever_completes_anothers_sign_in_gets_neither_its_pages_nor_its_code()
    {
        var mine = await _servers.StopBeforeCallbackAsync(_browser);
        var signedIn = await _browser.GetAsync(mine);
        var state = Value(mine, "state");

        foreach (var route in new[] { $"/auth?req={state}", $"/auth?req={state}&hmac=x", $"/approval?req={state}", $"/approval?req={state}&hmac=x" })
        {
            Assert.Equal((401, null), await GetAsync(_other, _servers.Downstream.At(route)));
        }

        Assert.NotEmpty(ApplicationAnswer.Of(await _browser.WalkAsync(signedIn)).Code);
    }

    private static async Task<(int Status, Uri? Location)> GetAsync(PlainBrowser browser, Uri address)
    {
        var page = await browser.GetAsync(address);
        return (page.Status, page.Location);
    }

    /// <summary>The application learns that the sign-in failed, and nobody is signed in.</summary>
    /// <param name="honest">What would have been right.</param>
    private async Task AssertRefusedAsync(Uri forged, Uri honest)
    {
        var answer = ApplicationAnswer.Of(await _browser.GetAsync(forged));

        Assert.Equal(("https://app.example/callback", "server_error", ""), (answer.Address, answer.Error, answer.Code));
        Assert.Equal((Asking.State, _servers.Downstream.Issuer), (answer["state"], answer["iss"]));
        Assert.False(await IsSignedInAsync(honest));
    }

    private async Task<bool> IsSignedInAsync(Uri back)
    {
        var requests = _servers.Downstream.Services.GetRequiredService<IAuthorizationRequestStore>();
        return (await requests.FindAsync(Value(back, "state"), Ct))!.Person is not null;
    }

    private static string Value(Uri address, string name) => HttpUtility.ParseQueryString(address.Query)[name]!;

    /// <param name="value">Null takes the parameter out.</param>
    private static Uri With(Uri address, string name, string? value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        query.Remove(name);
        if (value is not null)
        {
            query[name] = value;
        }

        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
