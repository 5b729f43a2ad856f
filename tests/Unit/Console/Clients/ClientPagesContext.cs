using Bunit;
using Dex.Domain.Activity;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Users;
using Dex.Web.Components.Clients;
using FluentValidation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dex.Tests.Unit.Console.Clients;

/// <summary>The client pages over a handful of clients in memory, at the clock of <see cref="MudTestContext"/>.</summary>
public abstract class ClientPagesContext : MudTestContext
{
    private TrialSignIns? _signIns;

    protected ClientPagesContext()
    {
        Services.AddSingleton<IClientStore>(Store);
        Services.AddSingleton<IClientDirectory>(Store);
        Services.AddSingleton<IAuditLog>(Store);
        Services.AddSingleton<IActivityReader>(Activity);
        Services.AddSingleton<IAdministratorGate>(new OpenGate());
        Services.AddSingleton<ICurrentAdministrator>(new Maria());
        Services.AddSingleton<IServerPolicySource>(Policies);
        Services.AddSingleton<ITrialSender>(Trials);
        Services.AddSingleton(SignIns);
        Services.AddSingleton(new ConsolePlace("/console"));
        Services.AddSingleton<IConnectorDirectory>(Connectors);
        Services.AddSingleton<IValidator<ClientDraft>, ClientDraftValidator>();
        Services.AddSingleton<RefusalLog>();
        Services.AddSingleton<ClientAdministration>();
    }

    protected static Administrator Me { get; } = new("maria@example.com", "Maria Lind", "192.0.2.1", "stamp");

    private protected ClientShelf Store { get; } = new();

    private protected ActivityShelf Activity { get; } = new();

    private protected TrialShelf Trials { get; } = new();

    private protected TrialSignIns SignIns => _signIns ??= new TrialSignIns(Clock);

    private protected ListedConnectors Connectors { get; } = new(ListedConnectors.Local, new ConnectorDescription("ldap", "ldap", "Directory"));

    private protected FixedPolicy Policies { get; } = new();

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>A machine of the console with one live secret made ten days ago.</summary>
    protected Client Machine(string id, string? name = null) => new()
    {
        Id = id,
        Name = name ?? id,
        Kind = ClientKind.Machine,
        AllowedGrantTypes = [GrantTypes.ClientCredentials],
        Secrets = [Secret("2026-11", Now.AddDays(-10))],
        Version = 3,
        CreatedAt = Now.AddDays(-10),
        UpdatedAt = Now.AddDays(-10),
        UpdatedBy = Me.Email,
    };

    protected static ClientSecret Secret(string label, DateTimeOffset createdAt, DateTimeOffset? expiresAt = null) => new()
    {
        Id = $"id-{label}",
        Label = label,
        Hash = SecretHash.OfGenerated(label),
        CreatedAt = createdAt,
        CreatedBy = Me.Email,
        ExpiresAt = expiresAt,
    };

    /// <summary>Opens a client's page at a tab; dialogs appear in what <paramref name="dialogs"/> is.</summary>
    private protected IRenderedComponent<ClientDetailPage> Open(Client client, ClientTab tab, out IRenderedComponent<MudDialogProvider> dialogs)
    {
        dialogs = RenderDialogs();
        Store.Put(client);
        Navigation.NavigateTo(ClientAddress.Of(client.Id, tab));
        return Render<ClientDetailPage>(page => page.Add(p => p.Id, client.Id).Add(p => p.Tab, tab.Slug()));
    }

    private sealed class OpenGate : IAdministratorGate
    {
        public ValueTask<bool> IsAdministratorAsync(Administrator person, CancellationToken ct) => new(true);
    }

    private sealed class Maria : ICurrentAdministrator
    {
        public ValueTask<Administrator> GetAsync(CancellationToken ct) => new(Me);
    }
}
