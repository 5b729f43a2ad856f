using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Introspection;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary><c>POST /token/introspect</c> (RFC 7662), in the order of protocol 7.2.</summary>
internal sealed class IntrospectionEndpoint(
    Introspector introspector, ClientAuthenticator authenticator, IServerPolicySource policies, ISnapshotFreshness freshness,
    RefusalWriter refusals) : IProtocolEndpoint
{
    private static readonly byte[] Inactive = "{\"active\":false}\n"u8.ToArray();

    public EndpointDescription Description => EndpointCatalogue.Introspection;

    public bool AllowsCrossOrigin => true;

    public async Task HandleAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var form = context.Request.Method == "POST"
            ? await FormReader.ReadAsync(context.Request, ct)
            : new OAuthError(RefusalRules.RequestMethod, "The method is not allowed.", "POST", context.Request.Method);
        if ((form.Failed ? form.Error : WhyRefused(form.Value)) is { } malformed)
        {
            await refusals.WriteAsync(context, malformed);
            return;
        }

        await freshness.EnsureAsync(ct);
        if (policies.Current.File.IntrospectionRequiresAuthentication && await AuthenticateAsync(context, form.Value!, ct) is { } refusal)
        {
            await refusals.WriteAsync(context, refusal);
            return;
        }

        var active = await introspector.FindAsync(form.Value!.Text(ParameterNames.Token), form.Value.Text(ParameterNames.TokenTypeHint), ct);
        await WriteAsync(context, active is null ? Inactive : IntrospectionJson.Of(active));
    }

    private static OAuthError? WhyRefused(FormParameters form)
    {
        if (form.Count == 0)
        {
            return new OAuthError(RefusalRules.RequestEmptyBody, "The body is empty.", "token=TOKEN");
        }

        return form[ParameterNames.Token] is null
            ? new OAuthError(RefusalRules.RequestTokenMissing, "The parameter token is missing.", "token=TOKEN")
            : null;
    }

    private async ValueTask<OAuthError?> AuthenticateAsync(HttpContext context, FormParameters form, CancellationToken ct)
    {
        var credentials = PresentedCredentials.Read(AuthorizationHeader.Of(context.Request), form);
        if (credentials.Failed)
        {
            return credentials.Error;
        }

        var caller = await authenticator.AuthenticateAsync(credentials.Value, RequestIdentity.Of(context).Address, ct);
        if (caller.Failed)
        {
            return caller.Error;
        }

        return caller.Value.Client.IsPublic
            ? new OAuthError(RefusalRules.ClientPublicForIntrospection, "A confidential client must authenticate.", "a confidential client", "a public one")
            {
                ClientId = caller.Value.Client.Id,
                ClientIsKnown = true,
            }
            : null;
    }

    private static Task WriteAsync(HttpContext context, byte[] body)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
