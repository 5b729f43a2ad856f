namespace Dex.Domain.Refusals;

/// <summary>One refused request, as administrators see it. Everything a stranger sent is cut and escaped; secrets never appear.</summary>
/// <param name="RequestId">The trace id: what the caller got as <c>X-Request-Id</c>.</param>
/// <param name="Endpoint">The route, relative to the issuer; a plain word where the request reached no endpoint.</param>
/// <param name="ClientId">Whom the request named, whether it exists or not; empty when it named nobody.</param>
/// <param name="GrantType">Empty where no grant was established.</param>
/// <param name="Address">The client address; empty when unknown.</param>
public sealed record RefusalRecord(
    DateTimeOffset At,
    string RequestId,
    string Endpoint,
    RefusalRule Rule,
    string ClientId,
    bool ClientIsKnown,
    string GrantType,
    string Address,
    string Expected,
    string Received)
{
    /// <summary>The secret of the client that matched although it was refused; null otherwise.</summary>
    public string? SecretId { get; init; }

    /// <summary>What the request brought, as far as it is harmless.</summary>
    public RequestFacts Facts { get; init; } = RequestFacts.None;

    /// <summary>What the caller was told.</summary>
    public CallerAnswer Answer { get; init; } = CallerAnswer.Unknown;

    /// <summary>From the first look at the request to the refusal; zero when nobody measured.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The client that the request named, authenticated or not; empty when it named nobody.</summary>
    public string Claimed => ClientId.Length > 0 ? ClientId : Facts.ClientId;
}
