namespace Dex.Tests.Unit.Grants;

/// <summary>What tokens with every scope say of the people of the sign-in server, byte for byte but for line breaks.</summary>
internal static class KnownPeople
{
    public const string Mock = """
        "email":"kilgore@kilgore.trout","email_verified":true,"groups":["authors"],"name":"Kilgore Trout",
        "federated_claims":{"connector_id":"mock","user_id":"0-385-28089-0"}
        """;

    public const string MockPassword = """
        "email":"kilgore@kilgore.trout","email_verified":true,"name":"Kilgore Trout",
        "federated_claims":{"connector_id":"pass","user_id":"0-385-28089-0"}
        """;

    public const string Ada = """
        "email":"ada@example.com","email_verified":true,"groups":["analysts","authors"],"name":"Ada Lovelace","preferred_username":"al",
        "federated_claims":{"connector_id":"local","user_id":"08a8684b-db88-4b73-90a9-3cd1661f5466"}
        """;
}
