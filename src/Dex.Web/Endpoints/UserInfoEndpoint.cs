using Dex.Domain.Discovery;
using Dex.Domain.UserInfo;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary><c>/userinfo</c>, any method (OpenID Connect Core section 5.3).</summary>
internal sealed class UserInfoEndpoint(UserInfoClaims userInfo, RefusalWriter refusals) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.UserInfo;

    public bool AllowsCrossOrigin => true;

    public async Task HandleAsync(HttpContext context)
    {
        var claims = await userInfo.ReadAsync(AuthorizationHeader.Of(context.Request), context.RequestAborted);
        if (claims.Failed)
        {
            await refusals.WriteAsync(context, claims.Error);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = claims.Value.Payload.Length;
        await context.Response.Body.WriteAsync(claims.Value.Payload, context.RequestAborted);
    }
}
