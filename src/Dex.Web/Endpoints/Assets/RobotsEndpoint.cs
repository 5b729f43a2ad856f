using Dex.Domain.Discovery;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints.Assets;

/// <summary><c>/robots.txt</c>: what the front end's file says, which forbids all crawling.</summary>
internal sealed class RobotsEndpoint(IAssetTree tree, ErrorPageWriter pages) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Robots;

    public bool AllowsCrossOrigin => false;

    public bool AnswersWithPages => true;

    public async Task HandleAsync(HttpContext context)
    {
        if (tree.Find(["robots.txt"]) is not { } robots)
        {
            // The folder had the file when the server started.
            await pages.WriteAsync(context, StatusCodes.Status500InternalServerError);
            return;
        }

        context.Response.ContentType = robots.MediaType;
        await using var content = robots.Content();
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
