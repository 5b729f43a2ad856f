using System.Text;
using Dex.Domain.Authorization;
using Dex.Domain.Protocol;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints.SignIn;

/// <summary>A browser at a step of the flow, free of HTTP. Never logged: a form may hold a password.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="ConnectorId">Of the address, decoded; null on a route without a connector, and when badly escaped.</param>
/// <param name="Query">The query alone.</param>
/// <param name="Form">The body alone; empty when it is no form.</param>
/// <param name="Address">The client address; empty when unknown.</param>
internal sealed record FlowVisit(string Method, string? ConnectorId, FormParameters Query, FormParameters Form, string Address)
{
    /// <summary>Body and query as one, the body first.</summary>
    public AuthorizationParameters Parameters => new(Form, Query);

    public static async ValueTask<Result<FlowVisit>> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var form = await FormReader.ReadAsync(context.Request, ct);
        if (form.Failed)
        {
            return form.Error;
        }

        // The reader has refused a query that does not parse.
        var query = context.Request.QueryString.Value is ['?', .. var text] ? FormParameters.TryParse(Encoding.UTF8.GetBytes(text)) : null;
        return new FlowVisit(
            context.Request.Method, RouteSegment.Of(context)?.Decoded, query ?? FormParameters.Empty, form.Value, RequestIdentity.Of(context).Address);
    }

    public override string ToString() => nameof(FlowVisit);
}
