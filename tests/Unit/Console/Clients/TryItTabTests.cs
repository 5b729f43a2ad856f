using Bunit;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;
using Dex.Web.Components.Clients;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

/// <summary>Every grant as its client would use it, step by step, with the server's answers prepared.</summary>
public sealed class TryItTabTests : ClientPagesContext
{
    private static readonly TrialDevice Device =
        new("BCDF-GHJK", "https://id.example.com/dex/device?user_code=BCDF-GHJK", "the-device-code", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    [Fact]
    public void Each_grant_that_fits_the_client_is_offered_and_no_other()
    {
        var app = WebApp();

        Assert.Equal(
            [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.ClientCredentials, GrantTypes.DeviceCode, GrantTypes.TokenExchange],
            TrialGrants.For(app, Policy()));
        Assert.Contains(GrantTypes.Password, TrialGrants.For(app, Policy("ldap")));
        Assert.DoesNotContain(GrantTypes.ClientCredentials, TrialGrants.For(app with { IsPublic = true }, Policy()));
        Assert.Equal([GrantTypes.DeviceCode], TrialGrants.For(app with { AllowedGrantTypes = [GrantTypes.DeviceCode] }, Policy()));
        Assert.Equal(GrantTypes.ClientCredentials, TrialGrants.First(Machine("m"), Policy()));
        Assert.Equal(GrantTypes.AuthorizationCode, TrialGrants.First(app, Policy()));
    }

    [Fact]
    public void A_sign_in_is_begun_waited_for_and_redeemed_with_its_verifier()
    {
        var page = Show(GrantTypes.AuthorizationCode);
        Trials.Result = Token();

        Click(page, "Begin a sign-in");
        var address = new Uri(page.Find("[data-testid=trial-link]").GetAttribute("href")!);
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        Assert.Equal(("app", "/console/try/callback", "code", "S256"), (Of("client_id"), Of("redirect_uri"), Of("response_type"), Of("code_challenge_method")));
        Assert.Empty(Trials.Asked);
        Assert.True(SignIns.Deliver(asked["state"]!, new TrialSignInAnswer("the-code", null, "")));

        page.WaitForAssertion(() => Assert.Contains("dx-token", page.Markup, StringComparison.Ordinal));
        var sent = Assert.Single(Trials.Asked);
        Assert.Equal("the-code", Field(sent, "code"));
        Assert.Equal(asked["code_challenge"], Domain.Codes.ProofKey.ChallengeOf(Field(sent, "code_verifier")));
        Assert.DoesNotContain("the-code", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Field(sent, "code_verifier"), page.Markup, StringComparison.Ordinal);

        string Of(string name) => asked[name].ToString();
    }

    [Fact]
    public void A_sign_in_that_failed_says_what_the_browser_brought_back()
    {
        var page = Show(GrantTypes.AuthorizationCode);

        Click(page, "Begin a sign-in");
        SignIns.Deliver(State(page), new TrialSignInAnswer(null, "access_denied", "The person said no."));

        page.WaitForAssertion(() => Assert.Contains("access_denied. The person said no.", page.Find(".dx-failed").TextContent, StringComparison.Ordinal));
        Assert.Empty(Trials.Asked);
    }

    [Fact]
    public void Whoever_gives_up_waits_no_more_and_the_answer_finds_nobody()
    {
        var page = Show(GrantTypes.AuthorizationCode);
        Click(page, "Begin a sign-in");
        var state = State(page);

        Click(page, "Give up");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=trial-waiting]")));
        Assert.False(SignIns.Deliver(state, new TrialSignInAnswer("the-code", null, "")));
    }

    [Fact]
    public void A_device_is_polled_for_at_its_pace_until_somebody_answered()
    {
        var page = Show(GrantTypes.DeviceCode);
        Trials.Then(Answer() with { Device = Device }, Refused("authorization_pending"), Refused("slow_down"), Token());

        Click(page, "Ask as a device");
        page.WaitForAssertion(() => Assert.Contains("BCDF-GHJK", page.Find("[data-testid=trial-waiting]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("the-device-code", page.Markup, StringComparison.Ordinal);

        Wait(page, 5, 2);
        Wait(page, 5, 3);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(3, Trials.Asked.Count);
        Wait(page, 5, 4);

        page.WaitForAssertion(() => Assert.Contains("dx-token", page.Markup, StringComparison.Ordinal));
        Assert.Equal((false, true), (Trials.Asked[0].IsFollowUp, Trials.Asked[1].IsFollowUp));
        Assert.Equal("the-device-code", Field(Trials.Asked[3], "device_code"));
    }

    [Fact]
    public void A_refresh_token_stays_on_the_server_refreshes_and_is_revoked_at_the_end()
    {
        var page = Show(GrantTypes.AuthorizationCode);
        Trials.Then(Token() with { RefreshToken = "the-refresh-token" }, Token() with { RefreshToken = "the-next-one" }, Answer());
        Click(page, "Begin a sign-in");
        SignIns.Deliver(State(page), new TrialSignInAnswer("the-code", null, ""));
        page.WaitForAssertion(() => Assert.Contains("Refresh with it", page.Markup, StringComparison.Ordinal));

        Click(page, "Refresh with it");
        page.WaitForAssertion(() => Assert.Equal(2, Trials.Asked.Count));
        Assert.Equal((GrantTypes.RefreshToken, "the-refresh-token"), (Trials.Asked[1].GrantType, Field(Trials.Asked[1], "refresh_token")));
        Click(page, "Revoke it");

        page.WaitForAssertion(() => Assert.Equal("/token/revoke", Trials.Asked[2].Path));
        Assert.Equal("the-next-one", Field(Trials.Asked[2], "token"));
        Assert.DoesNotContain("the-refresh-token", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("the-next-one", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_sent_once_and_forgotten()
    {
        Serve(Policy("ldap"));
        var page = Show(GrantTypes.Password);
        Trials.Result = Refused("access_denied");

        page.Find("#try-password").Input("correct horse");
        Click(page, "Send");

        page.WaitForAssertion(() => Assert.Equal("correct horse", Field(Trials.Asked[0], "password")));
        page.WaitForAssertion(() => Assert.DoesNotContain("correct horse", page.Markup, StringComparison.Ordinal));
        Assert.Contains("--data-urlencode \"password=$PASSWORD\"", TrialCurl.Of(Trials.Asked[0], Policy().Issuer), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exchange_names_the_connector_and_both_kinds_of_token()
    {
        var page = Show(GrantTypes.TokenExchange);
        Trials.Result = Token();

        page.Find("#try-subject-token").Input("upstream-token");
        Click(page, "Send");

        page.WaitForAssertion(() => Assert.Single(Trials.Asked));
        Assert.Equal(
            ("local", "upstream-token", TokenTypes.IdToken, TokenTypes.AccessToken),
            (Field(Trials.Asked[0], "connector_id"), Field(Trials.Asked[0], "subject_token"), Field(Trials.Asked[0], "subject_token_type"),
                Field(Trials.Asked[0], "requested_token_type")));
        Assert.DoesNotContain("upstream-token", page.Markup, StringComparison.Ordinal);
    }

    private static string Field(TrialRequest request, string name) => request.Fields.Single(sent => sent.Name == name).Value;

    private static TrialResult Answer(int status = 200) => new() { RequestLine = "POST https://id.example.com/dex/token", Request = ["", "grant_type=x"], Status = status };

    private static TrialResult Refused(string error) => Answer(400) with { Error = error, Body = $$"""{"error":"{{error}}"}""" };

    private static TrialResult Token() => Answer() with
    {
        AccessToken = new TrialToken("aaa.bbb.ccc", "{}", "{}", [new ClaimDecision("sub", "x", ClaimReasons.PersonSubject, "")]),
    };

    private static ServerPolicy Policy(string passwordConnector = "") => ServerPolicy.Compute(
        new FileSettings { Issuer = new Issuer("https://id.example.com/dex"), GrantTypes = [.. GrantTypes.All], PasswordConnector = passwordConnector },
        ConsoleSettings.Empty, new ServerCapabilities(GrantTypes.All), _ => null);

    private Client WebApp() => Machine("app") with { Kind = ClientKind.WebApp, AllowedGrantTypes = null, RedirectUris = ["https://app.example.com/callback"] };

    private void Serve(ServerPolicy policy) => Services.AddSingleton<IServerPolicySource>(new SetPolicy(policy));

    private IRenderedComponent<TryItTab> Show(string grant)
    {
        if (Services.All(service => service.ImplementationInstance is not SetPolicy))
        {
            Serve(Policy());
        }

        var app = WebApp();
        Store.Put(app);
        var page = Render<TryItTab>(with => with.Add(tab => tab.Client, app));
        var options = page.FindAll("#try-grant option").Select(option => option.TextContent).ToList();
        page.Find("#try-grant").Change(options.IndexOf(grant).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return page;
    }

    private static void Click(IRenderedComponent<TryItTab> page, string text)
    {
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), button => button.TextContent.Contains(text, StringComparison.Ordinal)));
        page.FindAll("button").First(button => button.TextContent.Contains(text, StringComparison.Ordinal)).Click();
    }

    private static string State(IRenderedComponent<TryItTab> page)
    {
        page.WaitForAssertion(() => page.Find("[data-testid=trial-link]"));
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(page.Find("[data-testid=trial-link]").GetAttribute("href")!).Query)["state"]!;
    }

    private void Wait(IRenderedComponent<TryItTab> page, int seconds, int requests)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        page.WaitForAssertion(() => Assert.Equal(requests, Trials.Asked.Count));
    }

    private sealed class SetPolicy(ServerPolicy policy) : IServerPolicySource
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public ServerPolicy Current => policy;
    }
}
