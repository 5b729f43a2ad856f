namespace Dex.Web.Hosting;

/// <summary>The answer to an address that nobody serves.</summary>
public static class PlainNotFound
{
    /// <summary>404 with a line of text that no browser takes for a page.</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }
}
