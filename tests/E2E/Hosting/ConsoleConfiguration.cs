namespace Dex.Tests.E2E.Hosting;

/// <summary>Configuration files with a console and <c>admin@example.com</c> / <c>password</c> as its administrator.</summary>
public static class ConsoleConfiguration
{
    /// <summary>Who may sign in. Another account of the file is no administrator: <c>eve@example.com</c>, with the same password.</summary>
    public const string People =
        """
        enablePasswordDB: true
        staticPasswords:
          - email: admin@example.com
            hash: "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m"
            username: admin
            userID: 08a8684b-db88-4b73-90a9-3cd1661f5466
          - email: eve@example.com
            hash: "$2b$10$MRWrzf.1teLR3kAK0WnrQuza2ZpsH35Y3KXt/bWyGI6aen4y4zJ6m"
            username: eve
            userID: 41331323-6f44-45e6-b3b9-2c4b60c02be5
        """;


    /// <summary>On SQLite.</summary>
    public static string For(ServerPlace place) => For(place, "[{connector: local, email: admin@example.com}]");

    /// <param name="administrators">The list in YAML's short form.</param>
    public static string For(ServerPlace place, string administrators)
    {
        ArgumentNullException.ThrowIfNull(place);
        return $"""
            issuer: {place.Issuer}
            storage:
              type: sqlite3
              config:
                file: {place.DatabaseFile}
            web:
              http: {place.Listen}
            console:
              administrators: {administrators}
            {People}
            """;
    }
}
