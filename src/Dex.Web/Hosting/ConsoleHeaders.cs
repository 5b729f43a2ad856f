using Dex.Web.Components;
using Dex.Web.Components.Layout;
using Dex.Web.Endpoints.Http;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.StaticAssets;

namespace Dex.Web.Hosting;

/// <summary>What every answer of the console says to the browser about itself.</summary>
public sealed class ConsoleHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'{0}; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'self'";

    private static readonly string Strict = Policy.Replace("{0}", "", StringComparison.Ordinal);

    // MudBlazor writes its palette into a style element and positions pop-ups by style attributes.
    private static readonly string WithInlineStyles = Policy.Replace("{0}", " 'unsafe-inline'", StringComparison.Ordinal);

    /// <summary>Sets headers, and the status of an unknown page, at the last moment, when it is known which endpoint answers.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            Write((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static void Write(HttpContext context)
    {
        if (context.Items.ContainsKey(typeof(ErrorPageWriter)))
        {
            return; // The error page brings headers of its own.
        }

        var endpoint = context.GetEndpoint();
        var headers = context.Response.Headers;
        var isConsolePage = endpoint?.Metadata.GetMetadata<RootComponentMetadata>()?.Type == typeof(App);
        headers.ContentSecurityPolicy = isConsolePage ? WithInlineStyles : Strict;
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        if (!headers.ContainsKey("X-Frame-Options"))
        {
            // Says to old browsers what frame-ancestors says; the operator may have said it already.
            headers.XFrameOptions = "DENY";
        }

        if (context.Response.StatusCode == StatusCodes.Status200OK
            && endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(NotFoundPage))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        if (endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            headers.CacheControl = "no-store";
        }
    }
}
