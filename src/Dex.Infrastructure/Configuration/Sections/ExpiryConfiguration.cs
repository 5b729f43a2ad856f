namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>expiry</c>: null and zero mean the default; a negative value is warned about and means it too.</summary>
public sealed record ExpiryConfiguration
{
    public static readonly DexDuration DefaultIdTokens = DexDuration.Parse("24h");
    public static readonly DexDuration DefaultAuthRequests = DexDuration.Parse("24h");
    public static readonly DexDuration DefaultDeviceRequests = DexDuration.Parse("5m");

    /// <summary>Old spelling of <c>signer.config.keysRotationPeriod</c>.</summary>
    public DexDuration? SigningKeys { get; init; }

    public DexDuration? IdTokens { get; init; }

    public DexDuration? AuthRequests { get; init; }

    public DexDuration? DeviceRequests { get; init; }

    public RefreshTokenConfiguration RefreshTokens { get; init; } = new();

    /// <summary>Lifetime of ID and access tokens; also how long a retired signing key stays published.</summary>
    public DexDuration IdTokenLifetime => Positive(IdTokens) ?? DefaultIdTokens;

    /// <summary>How long a person may take to finish a sign-in.</summary>
    public DexDuration AuthRequestLifetime => Positive(AuthRequests) ?? DefaultAuthRequests;

    /// <summary>How long a device code and its user code live.</summary>
    public DexDuration DeviceRequestLifetime => Positive(DeviceRequests) ?? DefaultDeviceRequests;

    /// <summary>Null when the value says nothing: absent, zero or negative.</summary>
    public static DexDuration? Positive(DexDuration? duration) => duration is { IsPositive: true } ? duration : null;
}

/// <summary><c>expiry.refreshTokens</c>; null and zero mean that there is no such limit.</summary>
public sealed record RefreshTokenConfiguration
{
    public bool DisableRotation { get; init; }

    public DexDuration? ReuseInterval { get; init; }

    public DexDuration? ValidIfNotUsedFor { get; init; }

    public DexDuration? AbsoluteLifetime { get; init; }
}
