namespace Dex.Tests.Unit.Hosting;

/// <summary>The clients of the standard server's file. Each has the secret <c>ID-secret</c> unless said.</summary>
internal static class StandardClients
{
    /// <summary>A machine with groups; trusted by <see cref="Api"/>.</summary>
    public const string Batch = "batch";

    /// <summary>Lets <see cref="Batch"/> ask for tokens for it.</summary>
    public const string Api = "api";

    /// <summary>Trusts nobody.</summary>
    public const string Vault = "vault";

    /// <summary>Public, without a secret.</summary>
    public const string Site = "site";

    /// <summary>May use refresh tokens alone.</summary>
    public const string Narrow = "narrow";

    /// <summary>Disabled.</summary>
    public const string Off = "off";

    /// <summary>Tokens of five minutes, static claims.</summary>
    public const string Brief = "brief";

    /// <summary>An id and a secret (<see cref="OddSecret"/>) that need every kind of encoding.</summary>
    public const string Odd = "odd id/with:colon&é";

    public const string OddSecret = "p%c+t r&t:é=€";

    public const string Yaml = """
        - id: batch
          name: Nightly batch
          secret: batch-secret
          clientCredentialsClaims:
            groups: [ops, night]
        - id: api
          name: The API
          secret: api-secret
          trustedPeers: [batch]
        - id: vault
          name: Vault
          secret: vault-secret
        - id: site
          name: Web site
          public: true
        - id: narrow
          name: Narrow
          secret: narrow-secret
          allowedGrantTypes: [refresh_token]
        - id: "off"
          name: Switched off
          secret: off-secret
          enabled: false
        - id: brief
          name: Brief
          secret: brief-secret
          lifetimes:
            idTokens: 5m
          clientCredentialsClaims:
            extra: {tenant: north, level: 3, tags: [a, b], nested: {deep: true}}
        - id: "odd id/with:colon&é"
          name: Odd
          secret: "p%c+t r&t:é=€"
        """;

    /// <summary>The secret of a client of this list; empty for public ones.</summary>
    public static string SecretOf(string id) => id switch
    {
        Site => "",
        Odd => OddSecret,
        _ => $"{id}-secret",
    };
}
