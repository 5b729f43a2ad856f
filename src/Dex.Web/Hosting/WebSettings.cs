using System.Net;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Sections;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Hosting;

/// <summary>What the section <c>web</c> means for the doors.</summary>
internal static class WebSettings
{
    public static ClientAddressSettings ClientAddress(WebConfiguration web) => new(
        web.ClientRemoteIp.Header,
        [.. web.ClientRemoteIp.TrustedProxies.Select(text => TrustedNetwork.TryParse(text, out var network) ? network : default(IPNetwork?)).OfType<IPNetwork>()]);

    public static CrossOriginSettings CrossOrigin(WebConfiguration web) => new(web.AllowedOrigins, web.AllowedHeaders);

    public static FixedHeaders Headers(WebConfiguration web) => new(new Dictionary<string, string>(web.Headers.Configured(), StringComparer.OrdinalIgnoreCase));

    /// <summary>Binds Kestrel to <c>web.http</c>; an empty host is every interface.</summary>
    public static void ListenOn(this IWebHostBuilder host, string http)
    {
        _ = ListenAddress.TryParse(http, out var address);
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            switch (address)
            {
                case null:
                    break;
                case { Host: "" }:
                    kestrel.ListenAnyIP(address.Port);
                    break;
                case { Host: "localhost" }:
                    kestrel.ListenLocalhost(address.Port);
                    break;
                default:
                    var ip = IPAddress.TryParse(address.Host, out var literal) ? literal : Dns.GetHostAddresses(address.Host)[0];
                    kestrel.Listen(ip, address.Port);
                    break;
            }
        });
    }
}
