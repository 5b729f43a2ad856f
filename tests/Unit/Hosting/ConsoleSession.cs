using System.Text.RegularExpressions;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A browser without scripts at the console's static pages: it keeps cookies and posts the forms it was given.</summary>
internal sealed partial class ConsoleSession(DexServer dex) : IDisposable
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

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(At(path), Ct);

    /// <summary>Posts a form as the page would have, with the proof that it came from the page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var page = await GetAsync("/sign-in");
        var proof = Proof().Match(await page.ReadTextAsync()).Groups[1].Value;
        return await PostForgedAsync(path, [.. form, ("__RequestVerificationToken", proof)]);
    }

    /// <summary>Posts a form of somebody else's.</summary>
    public async Task<HttpResponseMessage> PostForgedAsync(string path, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await _http.PostAsync(At(path), content, Ct);
    }

    public Task<HttpResponseMessage> SignInAsync(string login, string password) => PostAsync("/sign-in", ("login", login), ("password", password));

    public void Dispose() => _http.Dispose();

    private Uri At(string path) => new($"http://{dex.Address}/console{path}");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Proof();
}
