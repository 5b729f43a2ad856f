using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>expiry</c>: null and zero mean the default; a negative value is warned about and means it too.</summary>
public sealed record ExpiryConfiguration
{
    public static readonly GoDuration DefaultIdTokens = GoDuration.Parse("24h");

    /// <summary>Old spelling of <c>signer.config.keysRotationPeriod</c>.</summary>
    public GoDuration? SigningKeys { get; init; }

    public GoDuration? IdTokens { get; init; }

    [NotServed]
    public GoDuration? AuthRequests { get; init; }

    [NotServed]
    public GoDuration? DeviceRequests { get; init; }

    [NotServed]
    public RefreshTokenConfiguration RefreshTokens { get; init; } = new();

    /// <summary>Lifetime of ID and access tokens; also how long a retired signing key stays published.</summary>
    public GoDuration IdTokenLifetime => Positive(IdTokens) ?? DefaultIdTokens;

    internal static GoDuration? Positive(GoDuration? duration) => duration is { IsPositive: true } ? duration : null;
}

/// <summary><c>expiry.refreshTokens</c>.</summary>
public sealed record RefreshTokenConfiguration
{
    public bool DisableRotation { get; init; }

    public GoDuration? ReuseInterval { get; init; }

    public GoDuration? ValidIfNotUsedFor { get; init; }

    public GoDuration? AbsoluteLifetime { get; init; }
}
