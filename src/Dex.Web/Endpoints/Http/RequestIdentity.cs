using System.Collections;
using Dex.Domain.Protocol;
using Microsoft.AspNetCore.Http.Features;

namespace Dex.Web.Endpoints.Http;

/// <summary>
/// What tells one request from another: its id, and the client address. As a logging scope it adds <c>client_remote_addr</c> (only where
/// the operator configured its resolution) and <c>request_id</c> to every line.
/// </summary>
/// <param name="address">The client address without port; empty when unknown.</param>
/// <param name="beganAt">The clock's timestamp at the first look at the request.</param>
internal sealed class RequestIdentity(string id, string address, bool logsAddress, string endpoint, long beganAt)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public string Id => id;

    public string Address => address;

    /// <summary>The route, for records of refusals.</summary>
    public string Endpoint => endpoint;

    public long BeganAt => beganAt;

    /// <summary>What the form reader read, for records of refusals alone; null before, and where there was nothing to read. Never logged.</summary>
    public FormParameters? Form { get; set; }

    public int Count => logsAddress ? 2 : 1;

    public KeyValuePair<string, object?> this[int index] =>
        logsAddress && index == 0 ? new("client_remote_addr", address) : new("request_id", id);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static RequestIdentity Of(HttpContext context) => context.Features.GetRequiredFeature<RequestIdentity>();
}
