using System.Text;
using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Refusals;

/// <summary>
/// Requests that are refused, with something secret wherever the protocol has a place for it and in a few where only a mistake puts it.
/// Every secret contains <see cref="Mark"/>, so that one search finds them all.
/// </summary>
internal static class SecretWalk
{
    public const string Mark = "hush";

    private const string Secret = "hush-hush-0123456789";

    private static readonly string[] SecretParameters =
    [
        "client_secret", "code", "code_verifier", "refresh_token", "password", "device_code", "user_code", "subject_token", "actor_token", "assertion",
        "client_assertion", "token", "nonce", "state", "id_token_hint", "an_unknown_parameter",
    ];

    private static readonly string[] Grants =
    [
        "authorization_code", "client_credentials", "refresh_token", "password", "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:token-exchange", "bogus", "",
    ];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>At a server with the settings of <see cref="SignInServer"/>.</summary>
    public static async Task RunAsync(DexServer dex)
    {
        foreach (var grant in Grants)
        {
            await PostAsync(dex, "/token", grant, DexServer.Basic(SignInServer.Web, Secret));
            await PostAsync(dex, "/token", grant, DexServer.Basic(SignInServer.Web, SignInServer.SecretOf(SignInServer.Web)));
            await PostAsync(dex, "/token", grant, null);
            await PostAsync(dex, "/token", grant, "Bearer " + Secret);
        }

        foreach (var route in new[] { "/token", "/token/introspect", "/device/code", "/token/revoke" })
        {
            await PostAsync(dex, route, "client_credentials", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"web:%zz{Secret}")));
            await PostTextAsync(dex, route, Secret, "application/x-www-form-urlencoded");
            await PostTextAsync(dex, route, $"{{\"client_secret\":\"{Secret}\"}}", "application/json");
            await PostTextAsync(dex, route, $"client_secret={Secret}%zz", "application/x-www-form-urlencoded");
            await PostTextAsync(dex, $"{route}?client_secret={Secret}&code={Secret}", "grant_type=x", "application/x-www-form-urlencoded");
        }

        foreach (var query in Queries())
        {
            await GetAsync(dex, query);
        }

        await PostAsync(dex, $"/auth/pass/login?state={Secret}", "", null);
        await PostAsync(dex, $"/approval?req={Secret}&hmac={Secret}", "", null);
        await WrongPasswordAsync(dex);
        using var bearer = await dex.GetAsync("/userinfo", "Bearer " + Secret);
        using var console = new ConsoleSession(dex);
        using var setup = await console.GetAsync($"/first-administrator?token={Secret}");
        using var forged = await console.PostForgedAsync("/first-administrator", ("token", Secret), ("password", Secret), ("repeated", Secret));
        using var callback = await console.GetAsync($"/callback?code={Secret}&state={Secret}");
    }

    private static IEnumerable<string> Queries()
    {
        (string, string?)[] secrets =
            [("state", Secret), ("nonce", Secret), ("code_challenge", Secret), ("id_token_hint", Secret), ("login_hint", Secret)];
        yield return "/auth" + Parameters.Asking("nobody", secrets);
        yield return "/auth/mock" + Parameters.Asking(SignInServer.Web, [.. secrets, ("scope", "email")]);
        yield return "/auth/mock" + Parameters.Asking(SignInServer.Web, secrets);
        yield return "/auth/mock" + Parameters.Asking(SignInServer.Web, ("request", Secret));
        yield return "/auth/mock" + Parameters.Asking(SignInServer.Web, ("request_uri", Secret));
        yield return $"/auth?req={Secret}&hmac={Secret}";
        yield return $"/auth?req={Secret}";
        yield return $"/callback?code={Secret}&state={Secret}";
        yield return $"/callback/mock?code={Secret}&state={Secret}";
        yield return $"/auth/pass/login?state={Secret}";
        yield return $"/approval?req={Secret}&hmac={Secret}";
    }

    private static async Task WrongPasswordAsync(DexServer dex)
    {
        using var browser = BrowserWalk.At(dex);
        await browser.OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
        await browser.TypeAsync("kilgore", Secret);
    }

    private static async Task PostAsync(DexServer dex, string route, string grant, string? authorization)
    {
        using var answer = await dex.PostAsync(route, SecretParameters.Select(name => (name, Secret)).Prepend(("grant_type", grant)), authorization);
    }

    private static async Task PostTextAsync(DexServer dex, string route, string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var request = new HttpRequestMessage(HttpMethod.Post, dex.At(route)) { Content = content };
        using var answer = await dex.Http.SendAsync(request, Ct);
    }

    private static async Task GetAsync(DexServer dex, string route)
    {
        using var answer = await dex.GetAsync(route);
    }
}
