using Dex.Domain.Protocol;
using Dex.Infrastructure.Activity;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// Nonsense at every step of the sign-in: never a fault of the server, never markup of the sender's, never a header of the sender's, and
/// no refusal without the record of its rule. The databases differ in which texts they take, so it is tried on each.
/// </summary>
public abstract class MalformedSignInContract : IAsyncLifetime
{
    private readonly PlainBrowser _browser = new();
    private DexServer _dex = null!;

    public static TheoryData<string> Parameters =>
    [
        ParameterNames.ApprovalPrompt, ParameterNames.ClientId, ParameterNames.CodeChallenge, ParameterNames.CodeChallengeMethod, ParameterNames.ConnectorId,
        ParameterNames.IdTokenHint, ParameterNames.LoginHint, ParameterNames.MaxAge, ParameterNames.Nonce, ParameterNames.Prompt, ParameterNames.RedirectUri,
        ParameterNames.Request, ParameterNames.RequestUri, ParameterNames.ResponseMode, ParameterNames.ResponseType, ParameterNames.Scope, ParameterNames.State,
        ParameterNames.RequestId, ParameterNames.Proof, "claims", "<script>alert(1)</script>",
    ];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The section <c>storage</c>.</summary>
    protected abstract Task<string> StorageAsync();

    public async ValueTask InitializeAsync() => _dex = await DexServer.StartAsync(AttackedServer.Settings() with { Storage = await StorageAsync() });

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dex.DisposeAsync();
        PostgreSqlStorage.LetGo();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task No_value_of_a_parameter_is_a_fault_of_the_server_or_comes_back_as_markup(string name)
    {
        foreach (var value in NastyText.All)
        {
            var asking = Asking.Of("app").With((name, value), ("nonce", name == "nonce" ? value : "n"));
            foreach (var door in new[] { asking.Without("connector_id").At(_dex), asking.At(_dex), asking.AtConnector(_dex) })
            {
                _browser.Visited.Clear();
                var end = await _browser.WalkAsync(door);

                Assert.All(_browser.Visited, page => NastyText.AssertHarmless(page, $"{name}={value}"));
                Assert.All(_browser.Visited.Where(page => page.Status >= 400), AssertRecorded);
                await RedeemAsync(end, $"{name}={value}");
            }
        }

        Assert.True(await _dex.Services.GetRequiredService<ActivityWriter>().FlushAsync(Ct));
    }

    [Fact]
    public async Task No_name_and_no_password_is_a_fault_of_the_server_or_comes_back_as_markup()
    {
        var form = (await _browser.FollowAsync(Asking.Of("app", "local").At(_dex))).Forms[0];
        foreach (var text in NastyText.All)
        {
            foreach (var (login, password) in new[] { (text, "password"), ("jane@example.com", text), (text + "@example.com", text) })
            {
                var page = await _browser.SubmitAsync(form, ("login", login), ("password", password));

                NastyText.AssertHarmless(page, $"{login} {password}");
                Assert.True(page.Status is 401 or 429 || (login, password) == ("jane@example.com", "password"), $"{login} {password}: {page.Status}");
                AssertRecorded(page);
            }
        }
    }

    [Fact]
    public async Task No_word_of_a_step_is_a_fault_of_the_server_or_comes_back_as_markup()
    {
        var consent = await _browser.FollowAsync(Asking.Of("app").WithConsent().At(_dex));
        var req = consent.Forms[0]["req"]!;
        foreach (var text in NastyText.All.Select(Uri.EscapeDataString))
        {
            string[] routes =
            [
                $"/auth?req={text}&hmac=x", $"/auth?req={req}&hmac={text}", $"/approval?req={text}&hmac={text}", $"/approval?req={req}&hmac={text}",
                $"/callback?state={text}&code={text}&iss={text}&error={text}", $"/callback/{text}?state={text}", $"/auth/{text}?{text}",
                $"/auth/{text}/login?state={text}&back={text}", $"/auth/local/login?state={text}", $"/auth/{text}?" + Asking.Of("app").ToQuery(),
            ];
            foreach (var route in routes)
            {
                var page = await _browser.GetAsync(_dex.At(route));
                NastyText.AssertHarmless(page, route);
                page = await _browser.PostAsync(_dex.At(route), ("approval", text), ("RelayState", text), ("SAMLResponse", text));
                NastyText.AssertHarmless(page, route);
            }

            NastyText.AssertHarmless(await _browser.PostAsync(consent.Address, ("req", req), ("approval", text)), text);
        }

        Assert.Equal("app.example", (await _browser.WalkAsync(consent)).Location!.Host);
    }

    // Only what never reached an endpoint has no request id: no route, an address that is too long, or an escape that the host does not take.
    private void AssertRecorded(VisitedPage page) => Assert.True(
        page.Status < 400 || (page.Header("X-Request-Id") is { } id ? _dex.Refusals.Find(id) is not null : page.Status is 400 or 404 or 414),
        $"{page.Address}: {page.Status}");

    private async Task RedeemAsync(VisitedPage end, string said)
    {
        if (end.Location is { Host: "app.example" } && ApplicationAnswer.Of(end) is { Code.Length: > 0 } answer)
        {
            using var redeemed = await _dex.BringAsync("app", answer.Code, ("code_verifier", said));
            Assert.True((int)redeemed.StatusCode < 500, said);
        }
    }
}
