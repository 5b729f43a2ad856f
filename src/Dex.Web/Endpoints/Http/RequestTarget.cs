using Microsoft.AspNetCore.Http.Features;

namespace Dex.Web.Endpoints.Http;

/// <summary>The path of a request as it was sent, undecoded and uncleaned.</summary>
internal static class RequestTarget
{
    public static string PathOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target))
        {
            return context.Request.PathBase.Value + context.Request.Path.Value;
        }

        // The absolute form, which a proxy may send (RFC 9112 section 3.2.2), is cut to its path as it stands, undecoded.
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (target is not ['/', ..] && authority > 0)
        {
            var path = target.IndexOf('/', authority + 3);
            target = path < 0 ? "/" : target[path..];
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
