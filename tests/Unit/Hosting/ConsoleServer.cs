using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A server whose console lives at <c>/admin</c>, and the cookie of an administrator who signed in through the page.</summary>
public sealed class ConsoleServer : IAsyncLifetime
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

    /// <summary>Signs in through the provider's pages; the answer is the one that opens the console.</summary>
    internal async Task<HttpResponseMessage> SignInAsync()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = "maria@example.com", ["password"] = "password" });
        for (var address = new Uri(Http.BaseAddress!, "/admin/sign-in"); ;)
        {
            var answer = await browser.GetAsync(address, Ct);
            if (address.AbsolutePath == "/admin/callback")
            {
                return answer;
            }

            var next = answer.Headers.Location ?? (await browser.PostAsync(address, form, Ct)).Headers.Location;
            address = new Uri(address, next!);
        }
    }

    private static string Cookie(HttpResponseMessage answer, string prefix) =>
        answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith(prefix, StringComparison.Ordinal)).Split(';')[0];
}
