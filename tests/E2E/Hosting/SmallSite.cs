using Dex.Tests.Provisioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dex.Tests.E2E.Hosting;

/// <summary>A site of one page, under a strict Content-Security-Policy, on which the suite tries its own instruments.</summary>
internal sealed class SmallSite : IServerUnderTest
{
    private readonly WebApplication _site;

    private SmallSite(WebApplication site, string origin)
    {
        _site = site;
        Issuer = origin;
    }

    public string Issuer { get; }

    public string Console => Issuer;

    public string Email => "";

    public string Password => "";

    public string Log => "The small site logs nothing.";

    /// <summary>Serves a page with this body; its script is a file of its own, as the policy demands.</summary>
    public static async Task<SmallSite> StartAsync(string body, string script = "", string policy = "default-src 'self'; img-src 'self' data:")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var origin = $"http://127.0.0.1:{FreePort.Next()}";
        builder.WebHost.UseUrls(origin);
        var site = builder.Build();
        site.MapGet("/", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = policy;
            return Results.Content(PlainPage.Of("Small site", body, "/script.js"), "text/html; charset=utf-8");
        });
        site.MapGet("/style.css", () => Results.Content(PlainPage.Style, "text/css"));
        site.MapGet("/script.js", () => Results.Content(script, "text/javascript"));
        await site.StartAsync();
        return new SmallSite(site, origin);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
