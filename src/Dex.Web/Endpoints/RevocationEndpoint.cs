using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Revocation;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary>
/// <c>POST /token/revoke</c> (RFC 7009): open whatever grants are on, so that what was issued can be taken back after a grant was switched
/// off. The <c>token_type_hint</c> is not looked at, for a token shows what it is.
/// </summary>
internal sealed class RevocationEndpoint(
    TokenRevocation revocation, ClientAuthenticator authenticator, ISnapshotFreshness freshness, RefusalWriter refusals) : IProtocolEndpoint
{
    public EndpointDescription Description => EndpointCatalogue.Revocation;

    public bool AllowsCrossOrigin => true;

    public async Task HandleAsync(HttpContext context)
    {
        if (await RevokeAsync(context) is { } refusal)
        {
            await refusals.WriteAsync(context, refusal);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        context.Response.ContentLength = 0;
    }

    private async Task<OAuthError?> RevokeAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        if (context.Request.Method != "POST")
        {
            return new OAuthError(RefusalRules.RequestMethod, "The method is not allowed.", "POST", context.Request.Method);
        }

        var form = await FormReader.ReadAsync(context.Request, ct);
        if (form.Failed)
        {
            return form.Error;
        }

        // RFC 6749 section 3.1: a parameter without a value is none.
        var token = form.Value.Text(ParameterNames.Token);
        if (token.Length == 0)
        {
            return new OAuthError(RefusalRules.RequestTokenMissing, "The parameter token is missing.", "token=TOKEN");
        }

        await freshness.EnsureAsync(ct);
        var caller = await AuthenticateAsync(context, form.Value, ct);
        if (caller.Failed)
        {
            return caller.Error;
        }

        var client = caller.Value.Client;
        return await revocation.RevokeAsync(token, client, ct) is { } refusal ? refusal with { ClientId = client.Id, ClientIsKnown = true } : null;
    }

    private async ValueTask<Result<AuthenticatedClient>> AuthenticateAsync(HttpContext context, FormParameters form, CancellationToken ct)
    {
        var credentials = PresentedCredentials.Read(AuthorizationHeader.Of(context.Request), form);
        return credentials.Failed
            ? credentials.Error
            : await authenticator.AuthenticateAsync(credentials.Value, RequestIdentity.Of(context).Address, ct);
    }
}
