using Dex.Domain.Discovery;

namespace Dex.Web.Hosting.Loopback;

/// <summary>Asks an endpoint without credentials and measures the answer.</summary>
internal sealed class EndpointProbe(OwnListener listener, TimeProvider clock) : IEndpointProbe
{
    public async Task<ProbeResult> ProbeAsync(EndpointDescription endpoint, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        try
        {
            using var content = endpoint.Method == "POST" ? new FormUrlEncodedContent([]) : null;
            using var response = await listener.SendAsync(new HttpMethod(endpoint.Method), endpoint.Path, content, null, ct);
            return new ProbeResult((int)response.StatusCode, clock.GetElapsedTime(started));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new ProbeResult(0, clock.GetElapsedTime(started), failure.Message);
        }
    }
}
