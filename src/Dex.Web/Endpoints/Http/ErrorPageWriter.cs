using System.Net.Mime;
using System.Security.Cryptography;
using Dex.Web.Login;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace Dex.Web.Endpoints.Http;

/// <summary>The HTML page for a failure that a person may see: status, phrase, one sentence, the trace number; never a cause.</summary>
internal sealed class ErrorPageWriter(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task WriteAsync(HttpContext context, int status)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<ErrorPage>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ErrorPage.Status)] = status,
                [nameof(ErrorPage.Phrase)] = ReasonPhrases.GetReasonPhrase(status),
                [nameof(ErrorPage.RequestId)] = RequestIdentity.Of(context).Id,
                [nameof(ErrorPage.Nonce)] = nonce,
            }));
            return page.ToHtmlString();
        });
        context.Response.StatusCode = status;
        context.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Items[typeof(ErrorPageWriter)] = true;
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'";
        await context.Response.WriteAsync(html, context.RequestAborted);
    }
}
