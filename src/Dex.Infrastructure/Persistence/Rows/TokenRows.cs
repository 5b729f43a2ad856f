namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>A refresh token family. What never changes is JSON; what a refresh changes, and what lists look for, has a column.</summary>
public sealed class RefreshTokenRow
{
    public required string Id { get; init; }

    /// <summary>A hash of client, connector and person, and of the id where several may exist: unique, so that the database keeps the rule of one.</summary>
    public required string Slot { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The key that the person's identity has; the identity itself may be gone.</summary>
    public required string PersonKey { get; init; }

    /// <summary>For filters; characters that no database takes are replaced.</summary>
    public required string ConnectorId { get; init; }

    /// <summary>The token without what the other columns hold.</summary>
    public required string Json { get; init; }

    /// <summary>The claims as JSON.</summary>
    public required string Person { get; init; }

    /// <summary>What a search looks through, in lower case.</summary>
    public required string SearchText { get; init; }

    /// <summary>Sealed.</summary>
    public required byte[] FamilyKey { get; init; }

    public required string ValueHash { get; init; }

    /// <summary>Empty before the first rotation.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Sealed; null where nobody may be told it again.</summary>
    public byte[]? CurrentValue { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; init; }

    /// <summary>Who refreshes at the moment; null when nobody does.</summary>
    public string? Turn { get; init; }

    public DateTimeOffset? TurnUntil { get; init; }
}

/// <summary>A token that was issued beside a refresh token and is still alive.</summary>
public sealed class IssuedTokenRow
{
    public required string TokenId { get; init; }

    public required string RefreshTokenId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What a connector keeps of a person who has refresh tokens.</summary>
public sealed class OfflineSessionRow
{
    /// <summary>The key that the person's identity has.</summary>
    public required string PersonKey { get; init; }

    /// <summary>Sealed.</summary>
    public required byte[] ConnectorData { get; init; }
}

/// <summary>A device request. What never changes is JSON.</summary>
public sealed class DeviceRequestRow
{
    public required string UserCode { get; init; }

    public required string DeviceCodeHash { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The request without what the other columns hold.</summary>
    public required string Json { get; init; }

    public int Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset LastPollAt { get; init; }

    public TimeSpan Interval { get; init; }

    /// <summary>The approval as JSON, without the connector's data; null before.</summary>
    public string? Approval { get; init; }

    /// <summary>Sealed; null when the connector keeps nothing.</summary>
    public byte[]? ConnectorData { get; init; }

    /// <summary>The key of the identity that approved; null before.</summary>
    public string? PersonKey { get; init; }

    /// <summary>What a search looks through, in lower case.</summary>
    public required string SearchText { get; init; }
}
