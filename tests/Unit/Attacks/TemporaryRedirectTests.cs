using Dex.Domain.Administration;
using Dex.Domain.Users;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.12, 307 redirect: what a person typed must not be posted on to wherever the browser is sent next, so every form of
/// ours is answered by 303, and 307 and 308 are never said.
/// </summary>
public sealed class TemporaryRedirectTests(AttackedServer server) : AttackTest(server)
{
    public static TheoryData<string> Answers => EveryAnswer.Names;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_way_through_the_server_has_a_redirect_that_repeats_a_post(string name)
    {
        await EveryAnswer.GetAsync(name, Dex, Browser);

        Assert.DoesNotContain(Browser.Visited, page => page.Status is 307 or 308);
        Assert.All(Browser.Visited.Where(page => page.Method == HttpMethod.Post && page.Location is not null), page => Assert.Equal(303, page.Status));
    }

    [Fact]
    public async Task Signing_out_of_the_console_is_answered_by_303()
    {
        var settings = AttackedServer.Settings();
        await using var dex = await DexServer.StartAsync(settings with
        {
            Adjust = services =>
            {
                settings.Adjust!(services);
                services.AddSingleton<IAntiforgery>(new TrustingAntiforgery());
            },
        });
        await EveryAnswer.SignInToConsoleAsync(dex, Browser);

        var answer = await Browser.PostAsync(EveryAnswer.Console(dex, "/sign-out"), ("x", "y"));

        Assert.Equal((303, "/console/signed-out"), (answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task The_form_of_the_first_administrator_is_answered_by_303()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            More = "console: {administrators: []}",
            Adjust = services => services.AddSingleton<IPasswordHasher>(new CountingHasher("a long password")),
        });
        var token = await dex.Services.GetRequiredService<FirstAdministrator>().TryCreateLinkAsync(TestContext.Current.CancellationToken);
        using var session = new ConsoleSession(dex);

        using var answer = await session.PostAsync(
            "/first-administrator?token=" + token, "/first-administrator",
            ("token", token!), ("email", "eve@example.com"), ("name", "Eve"), ("password", "a long password"), ("repeated", "a long password"));

        Assert.Equal((303, "/console/sign-in"), ((int)answer.StatusCode, answer.Header("Location")));
    }

    /// <summary>The form's proof stands on a page that only a circuit draws; here it is taken for given.</summary>
    private sealed class TrustingAntiforgery : IAntiforgery
    {
        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => GetTokens(httpContext);

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => new("proof", "cookie", "field", null);

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

        public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;

        public void SetCookieTokenAndHeader(HttpContext httpContext)
        {
            // There is none.
        }
    }
}
