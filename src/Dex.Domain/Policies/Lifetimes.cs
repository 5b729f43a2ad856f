namespace Dex.Domain.Policies;

/// <summary>How long the server's things live.</summary>
public sealed record Lifetimes
{
    public static TimeSpan DefaultTokens { get; } = TimeSpan.FromHours(24);

    public static TimeSpan DefaultSigningKeys { get; } = TimeSpan.FromHours(6);

    /// <summary><c>expiry.idTokens</c>: ID tokens and access tokens alike, and how long retired keys stay published.</summary>
    public TimeSpan IdTokens { get; init; } = DefaultTokens;

    /// <summary>The rotation period of the signing key.</summary>
    public TimeSpan SigningKeys { get; init; } = DefaultSigningKeys;

    /// <summary><c>expiry.authRequests</c>: how long a person may take from the first page to the answer.</summary>
    public TimeSpan AuthorizationRequests { get; init; } = TimeSpan.FromHours(24);

    /// <summary><c>expiry.deviceRequests</c>: how long a device code and its user code live.</summary>
    public TimeSpan DeviceRequests { get; init; } = TimeSpan.FromMinutes(5);
}
