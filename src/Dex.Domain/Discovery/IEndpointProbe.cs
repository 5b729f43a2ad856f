namespace Dex.Domain.Discovery;

/// <summary>Asks an endpoint of this very server over HTTP, through its listener, without credentials.</summary>
public interface IEndpointProbe
{
    /// <summary>Never throws for an endpoint that does not answer; the result says so.</summary>
    Task<ProbeResult> ProbeAsync(EndpointDescription endpoint, CancellationToken ct);
}

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status; zero when nothing came back.</param>
/// <param name="Elapsed">From sending the request to the end of the body.</param>
/// <param name="Failure">Why nothing came back, for administrators; empty otherwise.</param>
public sealed record ProbeResult(int Status, TimeSpan Elapsed, string Failure = "")
{
    /// <summary>True when the status is one that the endpoint gives while it works.</summary>
    public bool Satisfies(EndpointDescription endpoint) => endpoint.ExpectedStatuses.Contains(Status);
}
