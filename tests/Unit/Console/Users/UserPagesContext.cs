using Bunit;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Devices;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Users;
using Dex.Tests.Unit.Console.Clients;
using Dex.Tests.Unit.Console.Tokens;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Identities;
using Dex.Tests.Unit.Users;
using Dex.Web.Components.Tokens;
using Dex.Web.Components.Users;
using FluentValidation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

/// <summary>The pages about people over a handful of them in memory, at the clock of <see cref="MudTestContext"/>.</summary>
public abstract class UserPagesContext : MudTestContext
{
    private const string Hash = "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy";

    private IRenderedComponent<MudPopoverProvider>? _popovers;

    protected UserPagesContext()
    {
        People = new IdentityShelf(Accounts.Entries);
        Tokens = new TokenShelf(Accounts.Entries);
        Devices = new DeviceShelf(Accounts.Entries);
        Services.AddSingleton<ILocalUserStore>(Accounts);
        Services.AddSingleton<IAdministratorAccounts>(Accounts);
        Services.AddSingleton<IAuditLog>(Accounts);
        Services.AddSingleton<IIdentityStore>(People);
        Services.AddSingleton<IConsentRevocation>(People);
        Services.AddSingleton<IClientStore>(Clients);
        Services.AddSingleton<IConnectorDirectory>(Connectors);
        Services.AddSingleton<IServerPolicySource>(new FixedPolicy());
        Services.AddSingleton<IAdministratorGate>(FixedGate.Open);
        Services.AddSingleton<ICurrentAdministrator>(new Maria());
        Services.AddSingleton<IPasswordHasher, PlainHasher>();
        Services.AddSingleton<IValidator<LocalUserDraft>, LocalUserDraftValidator>();
        Services.AddSingleton(new AdministratorList([]));
        Services.AddSingleton<WayIn>();
        Services.AddSingleton<UserAdministration>();
        Services.AddSingleton<IdentityAdministration>();
        Services.AddSingleton<AccountReader>();
        Services.AddSingleton<IClientDirectory>(Clients);
        Services.AddSingleton<IRefreshTokenStore>(Tokens);
        Services.AddSingleton<IDeviceRequestStore>(Devices);
        Services.AddSingleton<RefreshTokenAdministration>();
        Services.AddSingleton<DeviceAdministration>();
        Services.AddSingleton<RefreshTokenReader>();
        Services.AddScoped<TokenEnding>();
        Services.AddScoped<AccountConflict>();
    }

    protected static Administrator Me { get; } = new("maria@example.com", "Maria Lind", "192.0.2.1", "stamp");

    private protected AccountShelf Accounts { get; } = new();

    private protected IdentityShelf People { get; }

    private protected TokenShelf Tokens { get; }

    private protected DeviceShelf Devices { get; }

    private protected ClientShelf Clients { get; } = new();

    private protected ListedConnectors Connectors { get; } = new(ListedConnectors.Local, new ConnectorDescription("ldap", "ldap", "Directory"));

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>An account of the console in its third version.</summary>
    protected static LocalUser Account(string email, string name = "") => new()
    {
        Email = email,
        PasswordHash = Hash,
        Name = name,
        UserId = $"id-{email}",
        SecurityStamp = "stamp",
        Version = 3,
    };

    /// <summary>A person who signed in ten days ago for the first time, and a minute ago for the last.</summary>
    protected UserIdentity Person(string user, string connector = "ldap", params Consent[] consents) => new()
    {
        ConnectorId = connector,
        Claims = new PersonClaims { UserId = user, Username = $"Name of {user}", Email = $"{user}@example.com", EmailVerified = true, Groups = ["staff"] },
        CreatedAt = Now.AddDays(-10),
        LastLoginAt = Now.AddMinutes(-1),
        Consents = [.. consents],
    };

    protected Consent Consent(string client, params string[] scopes) => new(client, [.. scopes], Now.AddDays(-3));

    protected IRenderedComponent<T> Open<T>(string address, out IRenderedComponent<MudDialogProvider> dialogs, Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        _popovers = Render<MudPopoverProvider>();
        dialogs = Render<MudDialogProvider>();
        Navigation.NavigateTo(address);
        return parameters is null ? Render<T>() : Render(parameters);
    }

    protected static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    /// <summary>Presses a button once it is there.</summary>
    protected static void Press<T>(IRenderedComponent<T> page, string text)
        where T : IComponent
    {
        page.WaitForAssertion(() => Button(page, text));
        Button(page, text).Click();
    }

    /// <summary>Chooses an item of the menu at the head of the page.</summary>
    protected void Choose<T>(IRenderedComponent<T> page, string item)
        where T : IComponent
    {
        page.Find(".dx-head-actions .dx-more button").Click();
        _popovers!.WaitForAssertion(() => Assert.Contains(item, _popovers!.Markup, StringComparison.Ordinal));
        _popovers!.FindAll(".mud-menu-item").First(entry => entry.TextContent.Trim() == item).Click();
    }

    private sealed class Maria : ICurrentAdministrator
    {
        public ValueTask<Administrator> GetAsync(CancellationToken ct) => new(Me);
    }
}
