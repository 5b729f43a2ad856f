using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// One person's browser: a profile, a page, a trace, and a list of what must not happen unseen: errors in the browser's
/// console, uncaught exceptions, requests to any other origin.
/// </summary>
public sealed class BrowserVisit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _console = new();
    private readonly ConcurrentBag<string> _expected = [];
    private readonly ConcurrentBag<string> _origins;
    private bool _kept;

    private BrowserVisit(IBrowserContext context, string origin)
    {
        _context = context;
        _origins = [origin];
        _context.Request += (_, request) => CheckOrigin(request.Url);
        _context.Page += (_, page) => Watch(page);
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>What happened that must not, except what the test has said it expects; empty when all is well.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. _complaints.Where(complaint => !_expected.Any(part => complaint.Contains(part, StringComparison.Ordinal)))];

    public static async Task<BrowserVisit> OpenAsync(IBrowserContext context, string origin)
    {
        await context.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        var visit = new BrowserVisit(context, origin);
        visit.Page = await context.NewPageAsync();
        return visit;
    }

    /// <summary>Another tab of this browser.</summary>
    public Task<IPage> OpenTabAsync() => _context.NewPageAsync();

    /// <summary>Says that a complaint which contains these words belongs to the story.</summary>
    public void Expect(string words) => _expected.Add(words);

    /// <summary>Says that the story leads to another origin, such as a relying party's.</summary>
    public void ExpectOrigin(string origin) => _origins.Add(origin.TrimEnd('/'));

    /// <summary>Writes trace, screenshot and the browser's console into a folder, as <c>NAME-trace.zip</c> and so on.</summary>
    public async Task KeepAsync(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, $"{name}-console.txt"), [.. _console, "-- complaints --", .. Complaints]);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        _kept = true;
        await _context.Tracing.StopAsync(new TracingStopOptions { Path = Path.Combine(folder, $"{name}-trace.zip") });
    }

    public async ValueTask DisposeAsync()
    {
        if (!_kept)
        {
            // A trace that is never stopped leaves its files in the temporary folder.
            await _context.Tracing.StopAsync();
        }

        await _context.DisposeAsync();
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            _console.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            if (message.Type == "error")
            {
                _complaints.Enqueue($"The browser's console has an error: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"The page threw: {error}");
        page.WebSocket += (_, socket) => CheckOrigin(socket.Url);
    }

    private void CheckOrigin(string address)
    {
        var uri = new Uri(address);
        if (uri.Scheme is "data" or "blob" or "about")
        {
            return;
        }

        var scheme = uri.Scheme switch { "ws" => "http", "wss" => "https", var other => other };
        var origin = $"{scheme}://{uri.Authority}";
        if (!_origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            _complaints.Enqueue($"The page asked another origin: {address}");
        }
    }
}
