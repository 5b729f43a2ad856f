namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>Counts of one hour for one client, grant and rule.</summary>
public sealed class ActivityHourRow
{
    public DateTimeOffset Hour { get; init; }

    /// <summary>Empty for requests that named no existing client.</summary>
    public required string ClientId { get; init; }

    public required string GrantType { get; init; }

    /// <summary>Empty for what was issued.</summary>
    public required string Rule { get; init; }

    public long Issued { get; init; }

    public long Refused { get; init; }

    public long Trials { get; init; }

    public DateTimeOffset LastAt { get; init; }
}

/// <summary>Uses of one secret in one hour from one address.</summary>
public sealed class SecretUseRow
{
    public DateTimeOffset Hour { get; init; }

    public required string ClientId { get; init; }

    public required string SecretId { get; init; }

    public required string Address { get; init; }

    public long Count { get; init; }

    public DateTimeOffset LastAt { get; init; }
}

/// <summary>The latest of a client, for lists that sort by it. It outlives the hours.</summary>
public sealed class ClientActivityRow
{
    public required string ClientId { get; init; }

    public DateTimeOffset? LastIssuedAt { get; init; }

    public DateTimeOffset? LastRefusedAt { get; init; }

    public required string LastRefusalRule { get; init; }
}
