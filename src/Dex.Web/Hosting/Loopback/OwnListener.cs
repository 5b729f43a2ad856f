using System.Net;
using Dex.Domain.Policies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dex.Web.Hosting.Loopback;

/// <summary>
/// Reaches this very process over HTTP, by the address it listens on: the issuer's address may lead through a proxy to another node. The
/// Host header is the issuer's, as a caller from outside would send it.
/// </summary>
internal sealed class OwnListener(IServer server, IServerPolicySource policies) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    public void Dispose() => _http.Dispose();

    /// <param name="path">Relative to the issuer, such as <c>/token</c>.</param>
    /// <exception cref="HttpRequestException">The server does not listen, or the connection failed.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? authorization, CancellationToken ct)
    {
        var issuer = policies.Current.Issuer;
        using var request = new HttpRequestMessage(method, new Uri(Address(), issuer.Path + path)) { Content = content };
        request.Headers.Host = issuer.Uri.Authority;
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
    }

    private Uri Address()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new HttpRequestException("The server does not listen yet.");
        var address = new UriBuilder(bound.Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal));
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            address.Host = ip.Equals(IPAddress.Any) ? "127.0.0.1" : ip.Equals(IPAddress.IPv6Any) ? "[::1]" : address.Host;
        }

        return address.Uri;
    }
}
