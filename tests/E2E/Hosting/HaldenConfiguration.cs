namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// The company of the design's pictures. Its provider is known by a public name, so its pages are the same wherever they are photographed.
/// </summary>
public static class HaldenConfiguration
{
    /// <summary>Who signs in; the password is <c>password</c>.</summary>
    public const string Email = "ingrid.dahl@halden.example";

    /// <summary>Everybody's, of the file.</summary>
    public const string Password = "password";

    /// <summary>A person with much to tell.</summary>
    public const string LongEmail = "maximiliane-theodora.von-und-zu-hohenlohe-schillingsfuerst@departments.of.halden.example";

    private const string Hash = "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m";

    /// <summary>How many applications <see cref="LongRequest"/> wants to speak to.</summary>
    private const int Peers = 8;

    /// <summary>An authorization request of the application in the pictures.</summary>
    public static string Request => RequestOf("customer-portal", "openid profile email groups audience:server:client_id:ledger-api");

    /// <summary>The same application, when it wants to know only that it is the same person as before.</summary>
    public static string SmallRequest => RequestOf("customer-portal", "openid");

    /// <summary>A request of an application with a long name, for everything.</summary>
    public static string LongRequest => RequestOf(
        "logistics",
        string.Join(' ', ["openid", "profile", "email", "groups", "federated:id", .. PeerIds.Select(id => $"audience:server:client_id:{id}")]));

    private static string LongGroups => string.Join(", ", Enumerable.Range(1, 40).Select(number => $"department-{number}"));

    private static IEnumerable<string> PeerIds => Enumerable.Range(1, Peers).Select(number => $"warehouse-{number}");

    public static string For(ServerPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return $"""
            issuer: https://id.halden.example/dex
            storage:
              type: sqlite3
              config: {AtFile(place)}
            web:
              http: {place.Listen}
            frontend:
              issuer: Halden
              extra:
                passwordNote: Forgot it? Ask the service desk, they can reset it.
                consentNote: You can withdraw it at any time.
                supportName: the service desk
                footerPrivacyUrl: https://www.halden.example/privacy
                footerHelpUrl: https://www.halden.example/help
            connectors:
              - {AtOnce("type: mockCallback, id: mock, name: Example")}
            staticClients:
              - {Client("customer-portal", "Customer portal", "")}
              - {Client("ledger-api", "Ledger API", "customer-portal")}
              - {Client("logistics", "Transcontinental logistics and customs clearance workbench of the northern and eastern regions", "")}
            {string.Join('\n', PeerIds.Select(id => $"  - {Client(id, $"Interface-of-{id}-of-the-northern-and-eastern-regions", "logistics")}"))}
            enablePasswordDB: true
            staticPasswords:
              - {Person(Email, "Ingrid Dahl", "sales, north-region, fleet, on-call")}
              - {Person(LongEmail, "Maximiliane Theodora Prinzessin von und zu Hohenlohe-Schillingsfürst-Waldenburg", LongGroups)}
            """;
    }

    private static string RequestOf(string client, string scopes) =>
        $"/dex/auth?client_id={client}&redirect_uri={Uri.EscapeDataString(RedirectUriOf(client))}&scope={Uri.EscapeDataString(scopes)}"
        + "&response_type=code&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    private static string RedirectUriOf(string client) => client == "customer-portal"
        ? "https://portal.halden.example/callback"
        : $"https://{client}.a-rather-long-name-for-one-host.departments.of.halden.example/callback";

    private static string AtFile(ServerPlace place) => AtOnce($"file: '{place.DatabaseFile}'");

    private static string Client(string id, string name, string peer) => AtOnce(
        $"id: {id}, name: '{name}', secret: {id}-secret-of-the-tests, redirectURIs: ['{RedirectUriOf(id)}'], "
        + $"trustedPeers: [{peer}], pkceRequired: true");

    private static string Person(string email, string name, string groups) =>
        AtOnce($"email: {email}, hash: '{Hash}', username: '{name}', userID: {email[..5]}, groups: [{groups}]");

    // YAML's short form of a map, whose braces a raw string cannot hold beside its own.
    private static string AtOnce(string members) => $"{{{members}}}";
}
