using System.Text.RegularExpressions;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A browser without scripts at the console's door: it keeps cookies, follows what it is told and posts the forms it was given.</summary>
internal sealed partial class ConsoleSession(DexServer dex, string console = "/console") : IDisposable
{
    /// <summary>Accounts of <see cref="Yaml"/>: the first is an administrator, the second is not. Both have the password <c>password</c>.</summary>
    public const string Administrator = "ada@example.com";

    public const string Stranger = "bob@example.com";

    public const string Yaml = """
        enablePasswordDB: true
        staticPasswords:
          - email: ada@example.com
            hash: "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m"
            username: ada
            userID: ada
          - email: bob@example.com
            hash: "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m"
            username: bob
            userID: bob
        console:
          administrators:
            - connector: local
              email: ada@example.com
        """;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Gets a page of the console, without following anything.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(At(path), Ct);

    /// <summary>Posts a form to the console as a page of its own would have, with the proof that it came from there.</summary>
    /// <param name="page">A page that has a form.</param>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] form)
    {
        using var shown = await GetAsync(page);
        var proof = Proof().Match(await shown.ReadTextAsync()).Groups[1].Value;
        return await PostForgedAsync(path, [.. form, ("__RequestVerificationToken", proof)]);
    }

    /// <summary>Posts a form of somebody else's.</summary>
    public Task<HttpResponseMessage> PostForgedAsync(string path, params (string Name, string Value)[] form) => SendAsync(At(path), form);

    /// <summary>Signs in through the provider's password page and follows to the end: the first answer that leads nowhere else.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string login, string password, string path = "/")
    {
        var form = await FollowAsync(At($"/sign-in?returnTo={Uri.EscapeDataString(path)}"));
        using (form)
        {
            return await FollowAsync(form.RequestMessage!.RequestUri!, ("login", login), ("password", password));
        }
    }

    /// <summary>Gets an address, or posts a form to it, and follows redirects as a browser does.</summary>
    public async Task<HttpResponseMessage> FollowAsync(Uri address, params (string Name, string Value)[] form)
    {
        var answer = form.Length > 0 ? await SendAsync(address, form) : await _http.GetAsync(address, Ct);
        while (answer.Headers.Location is { } next)
        {
            address = new Uri(address, next);
            answer.Dispose();
            answer = await _http.GetAsync(address, Ct);
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The absolute address of a path of the console.</summary>
    public Uri At(string path) => new($"http://{dex.Address}{console}{path}");

    private async Task<HttpResponseMessage> SendAsync(Uri address, (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await _http.PostAsync(address, content, Ct);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Proof();
}
