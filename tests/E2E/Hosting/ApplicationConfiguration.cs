namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// Configuration files with an application that people sign in to, by the sample connector <c>Example</c> or, as the accounts of
/// <see cref="ConsoleConfiguration.People"/>, by e-mail and password.
/// </summary>
public static class ApplicationConfiguration
{
    /// <summary>Another application, for whose tokens the first may ask.</summary>
    public const string Peer = "ledger-api";

    /// <summary>A public client that no browser reaches: people bring it the code.</summary>
    public static RegisteredClient Terminal { get; } = new("terminal", "", "urn:ietf:wg:oauth:2.0:oob");

    /// <param name="more">Further sections; those that are here already cannot be named again.</param>
    public static string For(ServerPlace place, RelyingPartySite application, string more = "")
    {
        ArgumentNullException.ThrowIfNull(application);
        return $"""
            {ConsoleConfiguration.For(place)}
            connectors:
              - type: mockCallback
                id: mock
                name: Example
            staticClients:
              - id: {RelyingPartySite.ClientId}
                name: {RelyingPartySite.Name}
                secret: {RelyingPartySite.ClientSecret}
                redirectURIs: ['{application.Client.RedirectUri}', '{application.ForeignClient.RedirectUri}']
                pkceRequired: true
              - id: {Peer}
                name: Ledger API
                secret: ledger-api-secret-of-the-tests
                redirectURIs: ['https://ledger.example/callback']
                trustedPeers: [{RelyingPartySite.ClientId}]
              - id: {Terminal.Id}
                name: Terminal
                public: true
                pkceRequired: true
            {more}
            """;
    }
}
