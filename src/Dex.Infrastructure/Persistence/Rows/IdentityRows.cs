namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>A person as one connector knows them.</summary>
public sealed class IdentityRow
{
    /// <summary>A hash of connector and user id: user ids such as LDAP's names are too long for a key.</summary>
    public required string Key { get; init; }

    /// <summary>For filters and order; characters that no database takes are replaced.</summary>
    public required string ConnectorId { get; init; }

    /// <summary>For order; characters that no database takes are replaced. The exact one is in the claims.</summary>
    public required string UserId { get; init; }

    /// <summary>The claims as JSON.</summary>
    public required string Claims { get; init; }

    /// <summary>What a search looks through, in lower case.</summary>
    public required string SearchText { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastLoginAt { get; init; }

    public DateTimeOffset? BlockedUntil { get; init; }
}

/// <summary>What a person has allowed one client.</summary>
public sealed class ConsentRow
{
    public required string IdentityKey { get; init; }

    public required string ClientId { get; init; }

    /// <summary>JSON.</summary>
    public required string Scopes { get; init; }

    public DateTimeOffset GrantedAt { get; init; }
}
