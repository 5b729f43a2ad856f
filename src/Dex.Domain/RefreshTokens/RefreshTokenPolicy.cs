namespace Dex.Domain.RefreshTokens;

/// <summary><c>expiry.refreshTokens</c>: how long refresh tokens live, and what a use does to them (protocol 5.4.5).</summary>
public sealed record RefreshTokenPolicy
{
    /// <summary>False keeps the value constant (<c>disableRotation</c>).</summary>
    public bool Rotates { get; init; } = true;

    /// <summary>For that long after a use the value before still works and nothing rotates; zero: not at all.</summary>
    public TimeSpan ReuseInterval { get; init; }

    /// <summary>A token that is not used for that long ends; zero: it never does (<c>validIfNotUsedFor</c>).</summary>
    public TimeSpan IdleLifetime { get; init; }

    /// <summary>A token ends that long after its first issuance, however often it is used; zero: it never does.</summary>
    public TimeSpan AbsoluteLifetime { get; init; }

    /// <summary>True within the reuse interval after the last use, or after the issuance while there was none.</summary>
    public bool IsRecent(RefreshToken token, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ReuseInterval > TimeSpan.Zero && now <= token.LastUsedAt + ReuseInterval;
    }

    public bool IsExpired(RefreshToken token, DateTimeOffset now) => ExpiryOf(token) < now;

    /// <summary>When it ends unless it is used before; null when never.</summary>
    public DateTimeOffset? ExpiryOf(RefreshToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Earlier(Add(token.LastUsedAt, IdleLifetime), AbsoluteExpiryOf(token));
    }

    /// <summary>When it ends however often it is used; null when never.</summary>
    public DateTimeOffset? AbsoluteExpiryOf(RefreshToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Earlier(Add(token.CreatedAt, AbsoluteLifetime), token.EndsAt);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static DateTimeOffset? Add(DateTimeOffset start, TimeSpan life) => life > TimeSpan.Zero && life < DateTimeOffset.MaxValue - start ? start + life : null;
}
