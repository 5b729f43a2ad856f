using System.Text.RegularExpressions;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A server whose console lives at <c>/admin</c>, and the cookie of an administrator who signed in through the page.</summary>
public sealed partial class ConsoleServer : IAsyncLifetime
{
    private const string Sections = """
        enablePasswordDB: true
        staticPasswords:
        - {email: maria@example.com, hash: "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m", username: maria, userID: m1}
        console: {path: /admin, administrators: [{connector: local, email: maria@example.com}]}
        """;

    private DexServer? _server;

    /// <summary>Relative to the host; follows no redirect and keeps no cookie.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>The session as a Cookie header carries it.</summary>
    public string Session { get; private set; } = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await DexServer.StartAsync(new DexServerSettings { More = Sections });
        Http.BaseAddress = new Uri($"http://{_server.Address}");
        using var answer = await SignInAsync();
        Session = Cookie(answer, "dex_console=");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server!.DisposeAsync();
    }

    /// <summary>Opens the page, and posts its form as a browser does.</summary>
    internal async Task<HttpResponseMessage> SignInAsync()
    {
        using var page = await Http.GetAsync(new Uri("/admin/sign-in", UriKind.Relative), Ct);
        var token = FormToken().Match(await page.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/sign-in")
        {
            Headers = { { "Cookie", Cookie(page, ".AspNetCore.Antiforgery") } },
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token,
                ["login"] = "maria@example.com",
                ["password"] = "password",
                ["returnTo"] = "/",
            }),
        };
        return await Http.SendAsync(request, Ct);
    }

    private static string Cookie(HttpResponseMessage answer, string prefix) =>
        answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith(prefix, StringComparison.Ordinal)).Split(';')[0];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
