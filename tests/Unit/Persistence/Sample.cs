using Dex.Domain.Audit;
using Dex.Domain.Authorization;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Devices;
using Dex.Domain.Keys;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Domain.Users;

namespace Dex.Tests.Unit.Persistence;

/// <summary>Valid things to store; a test names what matters to it.</summary>
internal static class Sample
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 24, 10, 30, 15, 123, TimeSpan.Zero);

    public static Client Client(string id, string? name = null) => new()
    {
        Id = id,
        Name = name ?? id,
        Version = 1,
        CreatedAt = Start,
        UpdatedAt = Start,
        UpdatedBy = "admin@example.com",
    };

    public static ClientSecret Secret(string label, DateTimeOffset? expiresAt = null, bool isWeak = false) => new()
    {
        Id = "s-" + label,
        Label = label,
        Hash = SecretHash.OfGenerated(label),
        CreatedAt = Start,
        ExpiresAt = expiresAt,
        IsWeak = isWeak,
    };

    public static AuditEntry Entry(string action = "client.changed", string subjectId = "app", string subjectType = "client") => new()
    {
        At = Start,
        Actor = "admin@example.com",
        Address = "127.0.0.1",
        Action = action,
        SubjectType = subjectType,
        SubjectId = subjectId,
        Changes = [new FieldChange("Name", null, "x")],
    };

    public static LocalUser User(string email, bool isAdministrator = false) => new()
    {
        Email = email,
        PasswordHash = "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy",
        Username = "jane",
        Groups = ["a", "b"],
        UserId = "1",
        IsAdministrator = isAdministrator,
        SecurityStamp = "stamp",
    };

    public static PersonClaims Person(string userId) => new()
    {
        UserId = userId,
        Username = "Jane Doe",
        PreferredUsername = "jane",
        Email = "jane@example.com",
        EmailVerified = true,
        Groups = ["staff", "Grüße, 世界 😀"],
    };

    public static AuthorizationRequest Request(string id) => new()
    {
        Id = id,
        ClientId = "app",
        ResponseTypes = ["code"],
        RedirectUri = "https://app.example/callback",
        Scopes = ["openid", "email", "email"],
        ConnectorId = "ldap",
        ProofKey = "proof of " + id,
        ExpiresAt = Start.AddHours(24),
    };

    public static AuthorizationCode Code(string code) => new()
    {
        Hash = AuthorizationCode.HashOf(code),
        ClientId = "app",
        RedirectUri = "https://app.example/callback",
        Nonce = "nonce",
        Scopes = ["openid", "email"],
        Person = Person("jane"),
        ConnectorId = "ldap",
        ConnectorData = "upstream token",
        CodeChallenge = "challenge",
        CodeChallengeMethod = "S256",
        AuthTime = Start.AddMinutes(-1),
        ExpiresAt = Start + AuthorizationCode.Lifetime,
    };

    public static RefreshToken RefreshToken(string id, string value = "value", string client = "app", string connector = "ldap", string user = "jane") => new()
    {
        Id = id,
        ClientId = client,
        ConnectorId = connector,
        Person = Person(user),
        Scopes = ["openid", "offline_access", "email", "email"],
        Nonce = "n\0nce",
        AuthTime = Start.AddMinutes(-1),
        GrantType = "authorization_code",
        FamilyKey = "key of " + id,
        ValueHash = RefreshTokenValue.HashOf(value),
        CurrentValue = value,
        CreatedAt = Start,
        LastUsedAt = Start,
        ConnectorData = "upstream token of " + id,
    };

    public static NewRefreshToken NewRefreshToken(RefreshToken token, bool replaces = true) =>
        new(token, "text of " + token.Id, replaces, [new IssuedToken("access-" + token.Id, Start.AddHours(1)), new IssuedToken("id-" + token.Id, Start.AddHours(1))]);

    public static DeviceRequest Device(string userCode) => new()
    {
        UserCode = userCode,
        DeviceCodeHash = DeviceRequest.HashOf("device code of " + userCode),
        ClientId = "tv",
        Scopes = ["openid", "email"],
        CreatedAt = Start,
        ExpiresAt = Start.AddMinutes(5),
        LastPollAt = Start,
    };

    public static DeviceApproval Approval(string user) => new()
    {
        Person = Person(user),
        ConnectorId = "ldap",
        ConnectorData = "token of " + user,
        Scopes = ["openid", "email"],
        AuthTime = Start,
        Code = "code of " + user,
    };

    public static SigningKey Key(string id, byte[] pkcs8) => new(new PublicKey(id, "ES256", $$"""{"kid":"{{id}}"}"""), pkcs8, Start);

    public static VerificationKey Retired(string id) =>
        new(new PublicKey(id, "RS256", $$"""{"kid":"{{id}}"}"""), Start.AddHours(-9), Start, Start.AddHours(24));
}
