using System.Net;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// A browser without scripts, and the person before it: it keeps cookies, goes wherever it is sent on this machine, answers pages as the
/// person would, and remembers every answer. Whatever leads to another host is an application's and is not visited.
/// </summary>
internal sealed class PlainBrowser : IDisposable
{
    private const int MostSteps = 30;

    private readonly HttpClient _http;

    public PlainBrowser()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new() { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && SelfSigned.IsOurs(shown) },
        };
        Cookies = handler.CookieContainer;
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Login { get; init; } = "jane@example.com";

    public string Password { get; init; } = "password";

    /// <summary>What the person picks on a page that offers several ways to sign in.</summary>
    public string Provider { get; init; } = "Email";

    /// <summary>What the person says on a consent page; yes unless a test says otherwise.</summary>
    public Func<VisitedPage, bool> Consents { get; init; } = _ => true;

    public CookieContainer Cookies { get; }

    /// <summary>Every answer, in the order of the visits.</summary>
    public List<VisitedPage> Visited { get; } = [];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async Task<VisitedPage> GetAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request);
    }

    public async Task<VisitedPage> PostAsync(Uri address, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        return await SendAsync(request);
    }

    public async Task<VisitedPage> SendAsync(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request, Ct);
        var headers = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var page = new VisitedPage(request.Method, request.RequestUri!, (int)answer.StatusCode, headers, await answer.Content.ReadAsStringAsync(Ct));
        lock (Visited)
        {
            Visited.Add(page);
        }

        return page;
    }

    /// <summary>Posts a form of a page, with the hidden fields that it has and with what the person adds.</summary>
    public Task<VisitedPage> SubmitAsync(HtmlForm form, params (string Name, string Value)[] typed) => PostAsync(form.Action, [.. form.Fields, .. typed]);

    /// <summary>Goes on from an address, answers the pages of the sign-in, and stops where nothing more can be done here.</summary>
    public async Task<VisitedPage> WalkAsync(Uri start) => await WalkAsync(await GetAsync(start));

    /// <summary>The same from a page on.</summary>
    public async Task<VisitedPage> WalkAsync(VisitedPage page)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await StepAsync(page) is not { } next)
            {
                return page;
            }

            page = next;
        }

        throw new InvalidOperationException($"The walk does not end; it is at {page.Address}.");
    }

    /// <summary>Follows redirects from an address and stops at the first page, unanswered, or where an application begins.</summary>
    public async Task<VisitedPage> FollowAsync(Uri start) => await FollowAsync(await GetAsync(start));

    /// <summary>The same from a page on.</summary>
    public async Task<VisitedPage> FollowAsync(VisitedPage page)
    {
        while (page.Location is { } next && IsHere(next))
        {
            page = await GetAsync(next);
        }

        return page;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>One step from a page on; null where nothing more can be done here.</summary>
    public async Task<VisitedPage?> StepAsync(VisitedPage page)
    {
        if (page.Location is { } next)
        {
            return IsHere(next) ? await GetAsync(next) : null;
        }

        if (page.FormPost is { } answer)
        {
            return IsHere(answer.Action) ? await SubmitAsync(answer) : null;
        }

        if (page.Providers.TryGetValue(Provider, out var link))
        {
            return await GetAsync(link);
        }

        if (page.IsConsent)
        {
            var said = Consents(page) ? "approve" : "rejected";
            return await SubmitAsync(page.Forms.First(form => form["approval"] == said));
        }

        return page.AsksForPassword && page.Status == 200 ? await SubmitAsync(page.Forms[0], ("login", Login), ("password", Password)) : null;
    }

    private static bool IsHere(Uri address) => address.Host is "127.0.0.1" or "localhost";
}
