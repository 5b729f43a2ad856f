namespace Dex.Domain.Clients;

/// <summary>One of a client's secrets: everything but the secret itself, of which only a hash is kept.</summary>
public sealed record ClientSecret
{
    /// <summary>Stable and unguessable, yet no secret: counters and audit refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it, such as <c>2026-11</c>.</summary>
    public required string Label { get; init; }

    /// <summary>See <see cref="SecretHash"/> for the forms.</summary>
    public required string Hash { get; init; }

    /// <summary>A person chose it and it is short or poor: flagged, still accepted.</summary>
    public bool IsWeak { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The e-mail of who made it; empty for secrets of the file.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>It authenticates from this instant on; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>It authenticates until this instant; null: without end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Switched off by an administrator; null: not.</summary>
    public DateTimeOffset? DeactivatedAt { get; init; }

    /// <summary>Eight hex digits of the hash, for people to compare: <c>7f3a·91c0</c>.</summary>
    public string Fingerprint => SecretHash.Fingerprint(Hash);

    public SecretState State(DateTimeOffset now) => this switch
    {
        { DeactivatedAt: not null } => SecretState.Deactivated,
        { ExpiresAt: { } end } when end <= now => SecretState.Expired,
        { NotBefore: { } start } when start > now => SecretState.NotYetValid,
        _ => SecretState.Live,
    };
}

/// <summary>Whether a secret authenticates, and why not.</summary>
public enum SecretState
{
    Live,
    NotYetValid,
    Expired,
    Deactivated,
}
