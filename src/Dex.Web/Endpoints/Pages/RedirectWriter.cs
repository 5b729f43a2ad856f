using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Dex.Web.Endpoints.Pages;

/// <summary>
/// Sends the browser elsewhere. The answer to GET and HEAD has a content type, that to GET a link too; to any other method it has neither
/// (protocol 0.5.6).
/// </summary>
internal static class RedirectWriter
{
    /// <param name="location">Absolute, or a path of this host; what a header cannot carry is percent-encoded.</param>
    public static Task WriteAsync(HttpContext context, int status, string location)
    {
        var response = context.Response;
        var target = Escaped(location);
        PageHeaders.ApplyTo(response);
        response.StatusCode = status;
        response.Headers.Location = target;
        var isGet = HttpMethods.IsGet(context.Request.Method);
        if (!isGet && !HttpMethods.IsHead(context.Request.Method))
        {
            response.ContentLength = 0;
            return Task.CompletedTask;
        }

        response.ContentType = "text/html; charset=utf-8";
        return isGet
            ? response.WriteAsync($"<a href=\"{HtmlEncoder.Default.Encode(target)}\">Continue</a>.\n", context.RequestAborted)
            : Task.CompletedTask;
    }

    private static string Escaped(string location)
    {
        if (!location.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return location;
        }

        var escaped = new StringBuilder(location.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(location))
        {
            _ = octet is >= (byte)'!' and <= (byte)'~'
                ? escaped.Append((char)octet)
                : escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return escaped.ToString();
    }
}
