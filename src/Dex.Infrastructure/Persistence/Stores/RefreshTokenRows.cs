using Dex.Domain.Claims;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>How a refresh token stands in its row, and where its sealed parts belong.</summary>
internal static class RefreshTokenRows
{
    public static string KeyPlace(string id) => "refresh-token-key:" + id;

    public static string ValuePlace(string id) => "refresh-token-value:" + id;

    public static string DataPlace(string personKey) => "offline-session-data:" + personKey;

    /// <summary>What never changes and no other column holds.</summary>
    public static string JsonOf(RefreshToken token) => JsonColumn.Write(token with
    {
        // The user id alone, which makes a valid person; the row has the rest.
        Person = new PersonClaims { UserId = token.Person.UserId },
        FamilyKey = "",
        ValueHash = "",
        PreviousHash = "",
        CurrentValue = null,
        ConnectorData = null,
    });

    public static string SearchText(string id, string clientId, PersonClaims person) =>
        KeyText.Storable(string.Join('\n', person.Email, person.Username, person.PreferredUsername, person.UserId, clientId, id)).ToLowerInvariant();

    /// <summary>The token without its secrets, for lists.</summary>
    public static RefreshToken ReadPublic(RefreshTokenRow row) => JsonColumn.Read<RefreshToken>(row.Json) with
    {
        Person = JsonColumn.Read<PersonClaims>(row.Person),
        CreatedAt = row.CreatedAt,
        LastUsedAt = row.LastUsedAt,
    };

    public static RefreshToken Read(RefreshTokenRow row, byte[]? connectorData, SealedText secrets) => ReadPublic(row) with
    {
        FamilyKey = secrets.Open(row.FamilyKey, KeyPlace(row.Id)),
        ValueHash = row.ValueHash,
        PreviousHash = row.PreviousHash,
        CurrentValue = secrets.Open(row.CurrentValue, ValuePlace(row.Id)),
        ConnectorData = secrets.Open(connectorData, DataPlace(row.PersonKey)),
    };
}
