namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>When a secret of a stored client authenticates: what the client's row says as JSON, in a form that the database can filter and sort by.</summary>
public sealed class SecretWindow
{
    public required string ClientId { get; init; }

    public required string SecretId { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool IsWeak { get; init; }
}
