using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>Every kind of answer that a browser gets of <see cref="AttackedServer"/>, by what it is.</summary>
internal static class EveryAnswer
{
    private static readonly Dictionary<string, Func<DexServer, PlainBrowser, Task<VisitedPage>>> Ways = new()
    {
        ["home page"] = (dex, browser) => browser.GetAsync(dex.At("")),
        ["chooser page"] = (dex, browser) => browser.GetAsync(Asking.Of("app").Without("connector_id").At(dex)),
        ["redirect to the connector's address"] = (dex, browser) => browser.GetAsync(Asking.Of("app").At(dex)),
        ["redirect to the provider"] = (dex, browser) => browser.GetAsync(Asking.Of("app").AtConnector(dex)),
        ["redirect after the provider"] = async (dex, browser) =>
            await browser.GetAsync((await browser.GetAsync(Asking.Of("app").AtConnector(dex))).Location!),
        ["redirect to the password page"] = (dex, browser) => browser.GetAsync(Asking.Of("app", "local").AtConnector(dex)),
        ["password page"] = (dex, browser) => browser.FollowAsync(Asking.Of("app", "local").At(dex)),
        ["password page after a wrong password"] = (dex, browser) => PostPasswordAsync(dex, browser, "wrong"),
        ["redirect after the right password"] = (dex, browser) => PostPasswordAsync(dex, browser, browser.Password),
        ["consent page"] = ConsentAsync,
        ["redirect after consent"] = (dex, browser) => AnswerConsentAsync(dex, browser, "approve"),
        ["redirect after a refusal"] = (dex, browser) => AnswerConsentAsync(dex, browser, "rejected"),
        ["error page after a senseless answer"] = (dex, browser) => AnswerConsentAsync(dex, browser, "perhaps"),
        ["redirect with a code"] = (dex, browser) => browser.WalkAsync(Asking.Of("app").At(dex)),
        ["redirect with tokens"] = (dex, browser) =>
            browser.WalkAsync(Asking.Of("app").With(("response_type", "id_token token"), ("nonce", "n")).At(dex)),
        ["form post page"] = (dex, browser) => browser.WalkAsync(Asking.Of("app").With(("response_mode", "form_post")).At(dex)),
        ["form post page with an error"] = (dex, browser) =>
            browser.WalkAsync(Asking.Of("app").With(("response_mode", "form_post"), ("scope", "email")).At(dex)),
        ["out-of-band page"] = (dex, browser) =>
            browser.WalkAsync(Asking.Of("native").With(("redirect_uri", "urn:ietf:wg:oauth:2.0:oob")).At(dex)),
        ["redirect with an error"] = (dex, browser) => browser.WalkAsync(Asking.Of("app").With(("scope", "openid nonsense")).At(dex)),
        ["error page for an unknown client"] = (dex, browser) => browser.GetAsync(Asking.Of("nobody").At(dex)),
        ["error page for a foreign address"] = (dex, browser) =>
            browser.FollowAsync(Asking.Of("app").With(("redirect_uri", "https://evil.example/")).At(dex)),
        ["error page for an unknown sign-in"] = (dex, browser) => browser.GetAsync(dex.At("/callback?state=unknown&code=x")),
        ["error page for a missing proof"] = (dex, browser) => browser.GetAsync(dex.At("/approval?req=unknown")),
        ["error page for a broken query"] = (dex, browser) => browser.GetAsync(dex.At("/auth?a;b")),
        ["error page for a wrong method"] = (dex, browser) => browser.SendAsync(new HttpRequestMessage(HttpMethod.Put, dex.At("/approval"))),
        ["redirect to the console's sign-in"] = (dex, browser) => browser.GetAsync(Console(dex, "/clients")),
        ["redirect from the console to the provider"] = (dex, browser) => browser.GetAsync(Console(dex, "/sign-in")),
        ["redirect back into the console"] = async (dex, browser) =>
        {
            await SignInToConsoleAsync(dex, browser);
            return browser.Visited.Last(page => page.Address.AbsolutePath == "/console/callback");
        },
        ["console page"] = SignInToConsoleAsync,
        ["console page that does not exist"] = async (dex, browser) =>
        {
            await SignInToConsoleAsync(dex, browser);
            return await browser.GetAsync(Console(dex, "/nonsense"));
        },
        ["console refusal page"] = (dex, browser) => browser.GetAsync(Console(dex, "/callback?state=x&code=y")),
        ["console signed-out page"] = (dex, browser) => browser.GetAsync(Console(dex, "/signed-out")),
        ["first administrator page"] = (dex, browser) => browser.GetAsync(Console(dex, "/first-administrator?token=x")),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    public static Task<VisitedPage> GetAsync(string name, DexServer dex, PlainBrowser browser) => Ways[name](dex, browser);

    public static Uri Console(DexServer dex, string path) => new($"http://{dex.Address}/console{path}");

    /// <summary>As ada, through the password page; the first page of the console.</summary>
    public static async Task<VisitedPage> SignInToConsoleAsync(DexServer dex, PlainBrowser browser)
    {
        var form = (await browser.FollowAsync(Console(dex, "/sign-in"))).Forms[0];
        return await browser.FollowAsync(await browser.SubmitAsync(form, ("login", "ada@example.com"), ("password", "password")));
    }

    private static Task<VisitedPage> ConsentAsync(DexServer dex, PlainBrowser browser) =>
        browser.FollowAsync(Asking.Of("app").WithConsent().At(dex));

    private static async Task<VisitedPage> AnswerConsentAsync(DexServer dex, PlainBrowser browser, string answer)
    {
        var form = (await ConsentAsync(dex, browser)).Forms[0];
        return await browser.PostAsync(form.Action, ("req", form["req"]!), ("approval", answer));
    }

    private static async Task<VisitedPage> PostPasswordAsync(DexServer dex, PlainBrowser browser, string password)
    {
        var form = (await browser.FollowAsync(Asking.Of("app", "local").At(dex))).Forms[0];
        return await browser.SubmitAsync(form, ("login", browser.Login), ("password", password));
    }
}
