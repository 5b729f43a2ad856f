using System.Collections.Concurrent;
using Dex.Tests.Provisioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// A web application on a free port of loopback that people sign in to. Its start page passes its query on as further parameters of the
/// authorization request, so <c>/?scope=openid&amp;response_mode=form_post</c> is an application that asks for these.
/// </summary>
public sealed class RelyingPartySite : IAsyncDisposable
{
    public const string ClientId = "customer-portal";
    public const string ClientSecret = "customer-portal-secret-of-the-tests";

    /// <summary>What the configuration file calls it.</summary>
    public const string Name = "Customer portal";

    private const string Cookie = "portal_sign_in_";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'";

    // Only scripts see a fragment, so the page hands it to the server as a form.
    private const string FragmentScript =
        """
        const form = document.querySelector('form');
        for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
          form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
        }
        form.submit();
        """;

    private readonly ConcurrentDictionary<string, SignInAttempt> _attempts = new();
    private readonly ConcurrentQueue<SignedIn> _signIns = new();
    private readonly WebApplication _site;
    private RelyingParty? _party;

    private RelyingPartySite(string origin)
    {
        Origin = origin;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(origin);
        _site = builder.Build();
        _site.MapGet("/", Welcome);
        _site.MapGet("/sign-in", (Delegate)BeginAsync);
        _site.MapGet("/elsewhere", (HttpContext context) => Show(context, StatusCodes.Status200OK, "Signed in elsewhere", ""));
        _site.MapGet("/callback", (Delegate)ArriveAsync);
        _site.MapPost("/callback", (Delegate)ArriveByFormAsync);
        _site.MapGet("/fragment.js", () => Results.Content(FragmentScript, "text/javascript"));
        _site.MapGet("/style.css", () => Results.Content(PlainPage.Style, "text/css"));
    }

    /// <summary>Scheme, host and port.</summary>
    public string Origin { get; }

    public RegisteredClient Client => new(ClientId, ClientSecret, $"{Origin}/callback");

    /// <summary>The same client where another library speaks for it: a page of this site takes the answer and leaves it to the library.</summary>
    public RegisteredClient ForeignClient => Client with { RedirectUri = $"{Origin}/elsewhere" };

    /// <summary>Everybody who came in, in that order.</summary>
    public IReadOnlyList<SignedIn> SignIns => [.. _signIns];

    public static async Task<RelyingPartySite> StartAsync(CancellationToken ct = default)
    {
        var site = new RelyingPartySite($"http://127.0.0.1:{FreePort.Next()}");
        await site._site.StartAsync(ct);
        return site;
    }

    /// <summary>From now on people sign in at this issuer, which starts later, for it has to know the application's address.</summary>
    public void Trust(string issuer) => _party = new RelyingParty(issuer, Client);

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _party?.Dispose();
    }

    private static IResult Welcome(HttpContext context)
    {
        var query = PlainPage.Text(context.Request.QueryString.Value ?? "");
        return Show(context, StatusCodes.Status200OK, Name, $"<p><a href=\"/sign-in{query}\">Sign in</a></p>");
    }

    private async Task<IResult> BeginAsync(HttpContext context)
    {
        var wishes = context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        var attempt = await _party!.BeginAsync(wishes, context.RequestAborted);
        _attempts[attempt.State] = attempt;

        // Ties the answer to this browser; one cookie for each tab.
        context.Response.Cookies.Append(Cookie + attempt.State, "begun", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });
        return Results.Redirect(attempt.Address);
    }

    private async Task<IResult> ArriveAsync(HttpContext context) => context.Request.QueryString.HasValue
        ? await FinishAsync(context, context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()))
        : Show(context, StatusCodes.Status200OK, Name, "<form method=\"post\" action=\"/callback\"></form>", "/fragment.js");

    private async Task<IResult> ArriveByFormAsync(HttpContext context) =>
        await FinishAsync(context, (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));

    private async Task<IResult> FinishAsync(HttpContext context, Dictionary<string, string> answer)
    {
        var state = answer.GetValueOrDefault("state") ?? "";
        if (!context.Request.Cookies.ContainsKey(Cookie + state) || !_attempts.TryRemove(state, out var attempt))
        {
            return Refuse(context, "This browser did not begin that sign-in, or has finished it.");
        }

        try
        {
            if (await _party!.FinishAsync(attempt, answer, context.RequestAborted) is not { } person)
            {
                var why = $"{answer["error"]}: {answer.GetValueOrDefault("error_description")}";
                return Show(context, StatusCodes.Status200OK, "Not signed in", $"<p role=\"alert\">{PlainPage.Text(why)}</p>");
            }

            _signIns.Enqueue(person);
            var rows = person.IdToken.Claims.Select(
                claim => $"<tr><th scope=\"row\">{PlainPage.Text(claim.Type)}</th><td>{PlainPage.Text(claim.Value)}</td></tr>");
            return Show(context, StatusCodes.Status200OK, "Signed in", $"<table>{string.Concat(rows)}</table>");
        }
        catch (AnswerRefusedException refusal)
        {
            return Refuse(context, refusal.Message);
        }
    }

    private static IResult Refuse(HttpContext context, string why) =>
        Show(context, StatusCodes.Status400BadRequest, "Answer refused", $"<p role=\"alert\">{PlainPage.Text(why)}</p>");

    private static IResult Show(HttpContext context, int status, string heading, string body, string script = "")
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(PlainPage.Of(heading, body, script), "text/html; charset=utf-8", statusCode: status);
    }
}
