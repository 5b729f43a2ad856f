using System.Text;
using Dex.Web.Login;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dex.Web.Endpoints.Pages;

/// <summary>Writes a page that is rendered on the server once, with the headers that every page carries.</summary>
internal sealed class PageWriter(PageLook look, ILoggerFactory loggers)
{
    /// <param name="parameters">The page's parameters by their names.</param>
    /// <param name="formTargets">Absolute URLs that posts of the page may lead to, by redirects too; the server itself always may.</param>
    public async Task WriteAsync<TPage>(
        HttpContext context, int status, IReadOnlyDictionary<string, object?> parameters, params string[] formTargets)
        where TPage : IComponent
    {
        var nonce = new PageNonce();
        context.Features.Set(nonce);
        var body = Encoding.UTF8.GetBytes(await RenderAsync(context, typeof(TPage), parameters));
        var response = context.Response;
        PageHeaders.ApplyTo(response, look, nonce, formTargets);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Hands an answer to an application as a form that sends itself (OAuth 2.0 Form Post Response Mode).</summary>
    /// <param name="action">The redirect URI, already judged; the policy of the page lets the form go there.</param>
    public Task WriteFormPostAsync(HttpContext context, string action, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        WriteAsync<FormPostPage>(
            context,
            StatusCodes.Status200OK,
            new Dictionary<string, object?> { [nameof(FormPostPage.Action)] = action, [nameof(FormPostPage.Fields)] = fields },
            action);

    private async Task<string> RenderAsync(HttpContext context, Type page, IReadOnlyDictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(context.RequestServices, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<PageRoot>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(PageRoot.Context)] = context,
                [nameof(PageRoot.Page)] = page,
                [nameof(PageRoot.Parameters)] = parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value!),
            }));
            return root.ToHtmlString();
        });
    }
}
