using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>
/// A browser without scripts at a server: it keeps cookies, follows redirects within the server, posts the forms of the page it is on
/// by their own field names, and stops where it would leave for an application.
/// </summary>
internal sealed class BrowserWalk : IDisposable
{
    // More steps than any sign-in has: who goes round in circles is told so.
    private const int LongestWay = 20;

    private static readonly HtmlParser Parser = new();

    private readonly DexServer _dex;
    private readonly HttpClient _http;
    private readonly List<HttpResponseMessage> _answers = [];

    private BrowserWalk(DexServer dex, SocketsHttpHandler handler) =>
        (_dex, _http, Address) = (dex, new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) }, dex.At(""));

    /// <summary>Where it is: the address of the last request.</summary>
    public Uri Address { get; private set; }

    /// <summary>The body of the last answer.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The last answer.</summary>
    public HttpResponseMessage Answer => _answers[^1];

    /// <summary>Every answer so far, redirects among them.</summary>
    public IReadOnlyList<HttpResponseMessage> Answers => _answers;

    public int Status => (int)Answer.StatusCode;

    /// <summary>The header as it was sent; null when the answer is no redirect.</summary>
    public string? Location => Answer.Header("Location");

    public IHtmlDocument Page => Parser.ParseDocument(Text);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public static BrowserWalk At(DexServer dex) => new(dex, new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Its person refuses all cookies.</summary>
    public static BrowserWalk WithoutCookies(DexServer dex) => new(dex, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>A parameter of the address it is at; empty when absent.</summary>
    public string Parameter(string name) => QueryHelpers.ParseQuery(Address.Query).TryGetValue(name, out var value) ? value.ToString() : "";

    /// <summary>Asks for one address and follows nothing.</summary>
    /// <param name="target">A route below the issuer, or an absolute address.</param>
    public Task GoAsync(string target) => SendAsync(HttpMethod.Get, Resolve(target), null);

    /// <summary>Asks for an address and follows until there is a page or the server ends.</summary>
    public async Task OpenAsync(string target)
    {
        await GoAsync(target);
        await FollowAsync();
    }

    /// <summary>Follows the redirect that it got, and those after it.</summary>
    public async Task FollowAsync()
    {
        for (var steps = 0; Next is { } next; steps++)
        {
            Assert.True(steps < LongestWay, $"The way has no end: {next}");
            await SendAsync(HttpMethod.Get, next, null);
        }
    }

    /// <summary>Sends a form that no page gave it, and follows nothing.</summary>
    public async Task PostAsync(string target, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        await SendAsync(HttpMethod.Post, Resolve(target), content);
    }

    /// <summary>Any request, for what browsers do not do by themselves.</summary>
    public Task SendAsync(string method, string target, HttpContent? content = null) => SendAsync(new HttpMethod(method), Resolve(target), content);

    /// <summary>Fills in the form that has this button, presses it, and follows nothing.</summary>
    /// <param name="typed">By field name; every one of them has to be a field of the form.</param>
    public async Task PressAsync(string button, params (string Name, string Value)[] typed)
    {
        var pressed = Assert.Single(Page.QuerySelectorAll("button[type=submit]"), found => found.TextContent.Trim() == button);
        var form = Assert.IsAssignableFrom<IHtmlFormElement>(pressed.Closest("form"));
        Assert.Equal("post", form.GetAttribute("method"));
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        foreach (var (name, value) in typed)
        {
            Assert.Contains(name, fields.Keys);
            fields[name] = value;
        }

        await PostAsync(new Uri(Address, form.GetAttribute("action")).AbsoluteUri, [.. fields.Select(field => (field.Key, field.Value))]);
    }

    /// <summary>Types into the password page and follows.</summary>
    public async Task TypeAsync(string login, string password)
    {
        await PressAsync("Sign in", ("login", login), ("password", password));
        await FollowAsync();
    }

    public async Task AllowAsync()
    {
        await PressAsync("Allow");
        await FollowAsync();
    }

    public async Task CancelAsync()
    {
        await PressAsync("Cancel");
        await FollowAsync();
    }

    /// <summary>Follows a link of the page by its text, to the end.</summary>
    public Task ClickAsync(string link)
    {
        var found = Assert.Single(Page.QuerySelectorAll("a[href]"), anchor => anchor.TextContent.Contains(link, StringComparison.Ordinal));
        return OpenAsync(new Uri(Address, found.GetAttribute("href")).AbsoluteUri);
    }

    public void Dispose()
    {
        foreach (var answer in _answers)
        {
            answer.Dispose();
        }

        _http.Dispose();
    }

    private Uri? Next => Location is { } location && new Uri(Address, location) is var next && next.Authority == _dex.Address ? next : null;

    private Uri Resolve(string target) => target is ['/', ..] or "" ? _dex.At(target) : new Uri(target);

    private async Task SendAsync(HttpMethod method, Uri address, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        _answers.Add(await _http.SendAsync(request, Ct));
        (Address, Text) = (address, await Answer.ReadTextAsync());
    }
}
