using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Dex.Web.Endpoints.Assets;

/// <summary>One file of the front end, with what its conditional requests are answered by.</summary>
/// <param name="Name">The file's name, whose ending decides the media type.</param>
/// <param name="Content">Opens the file anew for each answer.</param>
internal sealed record Asset(string Name, DateTimeOffset ModifiedAt, string Tag, Func<Stream> Content)
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>By the ending; unknown ones are bytes that no browser runs.</summary>
    public string MediaType
    {
        get
        {
            var type = Types.TryGetContentType(Name, out var known) ? known : "application/octet-stream";
            return type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
        }
    }

    /// <summary>Answers GET and HEAD, whole, in part or by 304 (RFC 9110 chapters 13 and 14); other methods by 405.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        return TypedResults
            .Stream(Content(), MediaType, lastModified: ModifiedAt, entityTag: new EntityTagHeaderValue($"\"{Tag}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }
}
