using Dex.Domain.Administration;
using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Users;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>Who may send people to the authorization endpoint, and with which connectors they sign in.</summary>
public sealed class ApplicationDirectoryTests
{
    private readonly FixedConnectors _connectors = new(
        new TestRedirectConnector(GivenFlow.Connector("up")), new TestPasswordConnector(GivenFlow.Connector("ldap")),
        new TestPasswordConnector(GivenFlow.Connector("local")));

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_is_found_by_its_very_id()
    {
        Assert.Equal("app", (await Directory().FindAsync("app", Ct))?.Id);
        Assert.Null(await Directory().FindAsync("APP", Ct));
        Assert.Null(await Directory().FindAsync("", Ct));
    }

    [Fact]
    public async Task A_client_gets_every_connector_or_those_that_it_allows_and_that_exist()
    {
        Assert.Equal(["up", "ldap", "local"], await ConnectorsAsync(GivenFlow.App()));
        Assert.Equal(["ldap"], await ConnectorsAsync(GivenFlow.App() with { AllowedConnectors = ["ldap", "nowhere", "UP"] }));
        Assert.Empty(await ConnectorsAsync(GivenFlow.App() with { AllowedConnectors = ["nowhere"] }));
    }

    [Fact]
    public async Task The_console_is_an_application_only_where_there_is_one()
    {
        Assert.True(ConsoleClient.Is((await Directory().FindAsync(ConsoleClient.Id, Ct))!));
        Assert.Null(await Directory(console: null).FindAsync(ConsoleClient.Id, Ct));
    }

    // A stored client cannot pass for the console, nor hide it.
    [Fact]
    public async Task A_stored_client_of_the_consoles_id_is_not_the_console()
    {
        var impostor = GivenFlow.App(ConsoleClient.Id);

        Assert.True(ConsoleClient.Is((await Directory(clients: impostor).FindAsync(ConsoleClient.Id, Ct))!));
        Assert.False(ConsoleClient.Is((await Directory(console: null, clients: impostor).FindAsync(ConsoleClient.Id, Ct))!));
    }

    [Fact]
    public async Task The_console_gets_the_connectors_that_the_file_names_and_the_password_database_for_accounts_that_are_marked()
    {
        _connectors.Unlisted.Add("local");
        var marked = new LocalUser { Email = "ada@example.com", PasswordHash = "", IsAdministrator = true };

        Assert.Equal(["up"], await ConnectorsAsync(ConsoleClient.At("/console"), [new("up", "", "admins")]));
        Assert.Equal(["up", "local"], await ConnectorsAsync(ConsoleClient.At("/console"), [new("up", "", "admins")], marked));
        Assert.Equal(["local"], await ConnectorsAsync(ConsoleClient.At("/console"), [], marked));
    }

    [Fact]
    public async Task Where_nobody_is_an_administrator_the_password_page_stands_there() =>
        Assert.Equal(["local"], await ConnectorsAsync(ConsoleClient.At("/console"), [new("nowhere", "ada@example.com", "")]));

    private ApplicationDirectory Directory(string? console = "/console", Client? clients = null) =>
        Directory(console, [], [], clients ?? GivenFlow.App());

    private ApplicationDirectory Directory(string? console, AdministratorEntry[] administrators, LocalUser[] users, Client client) => new(
        new MemoryClientStore(client),
        _connectors,
        new ConsoleApplication(new ConsolePlace(console), new AdministratorList([.. administrators]), _connectors, new MemoryLocalUsers(users)));

    private Task<IEnumerable<string>> ConnectorsAsync(Client client) => ConnectorsAsync(client, []);

    private async Task<IEnumerable<string>> ConnectorsAsync(Client client, AdministratorEntry[] administrators, params LocalUser[] users) =>
        (await Directory("/console", administrators, users, client).ConnectorsOfAsync(client, Ct)).Select(connector => connector.Id);
}
