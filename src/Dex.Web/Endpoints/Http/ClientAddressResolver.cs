using System.Net;

namespace Dex.Web.Endpoints.Http;

/// <summary><c>web.clientRemoteIP</c>.</summary>
/// <param name="Header">Such as <c>X-Forwarded-For</c>; empty: the peer is the client.</param>
internal sealed record ClientAddressSettings(string Header, IReadOnlyList<IPNetwork> TrustedProxies);

/// <summary>Finds the client behind trusted proxies (protocol 8.5).</summary>
internal sealed class ClientAddressResolver(ClientAddressSettings settings)
{
    /// <summary>True when the operator named a header, so that the address belongs on every log line.</summary>
    public bool IsConfigured => settings.Header.Length > 0;

    /// <summary>Without port; empty when even the peer is unknown.</summary>
    public string Resolve(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } peer)
        {
            return "";
        }

        // Dual-stack sockets deliver IPv4 peers in their IPv6 form, which no IPv4 prefix contains.
        peer = Unmap(peer);
        if (!IsConfigured || !IsTrusted(peer) || context.Request.Headers[settings.Header] is not { Count: > 0 } lines)
        {
            return peer.ToString();
        }

        // A proxy may add a line of its own instead of extending the last one; together they are one list (RFC 9110 section 5.3).
        var hops = lines.ToString().Split(',');
        for (var i = hops.Length - 1; i >= 0; i--)
        {
            if (!IPAddress.TryParse(hops[i].Trim(), out var hop))
            {
                break;
            }

            hop = Unmap(hop);
            if (!IsTrusted(hop))
            {
                return hop.ToString();
            }
        }

        return peer.ToString();
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in settings.TrustedProxies)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPAddress Unmap(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
