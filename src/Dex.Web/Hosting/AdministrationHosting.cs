using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Devices;
using Dex.Domain.Discovery;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Trials;
using Dex.Domain.Users;
using Dex.Web.Components.Clients;
using Dex.Web.Components.GrantSwitches;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Dex.Web.Components.Refusals;
using Dex.Web.Components.Tokens;
using Dex.Web.Components.Users;
using Dex.Web.Hosting.Loopback;
using Dex.Web.Hosting.SignIn;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dex.Web.Hosting;

/// <summary>Who may administer, the commands they give, and what the console asks of this server.</summary>
internal static class AdministrationHosting
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<AdministratorRights>()
        .AddSingleton<IAdministratorGate>(provider => provider.GetRequiredService<AdministratorRights>())
        .AddSingleton<ConsoleApplication>()
        .AddSingleton<ConsoleAdmission>()
        .AddSingleton<ConsoleSignIn>()
        .AddSingleton<FirstAdministrator>()
        .AddSingleton<IValidator<ClientDraft>, ClientDraftValidator>()
        .AddSingleton<ClientAdministration>()
        .AddSingleton<IValidator<LocalUserDraft>, LocalUserDraftValidator>()
        .AddSingleton<WayIn>()
        .AddSingleton<UserAdministration>()
        .AddSingleton<IdentityAdministration>()
        .AddSingleton<RefreshTokenAdministration>()
        .AddSingleton<DeviceAdministration>()
        .AddSingleton<RefreshTokenReader>()
        .AddScoped<TokenEnding>()
        .AddSingleton<SettingsAdministration>()
        .AddProtocolPages()
        .AddSingleton<OwnListener>()
        .AddSingleton<IEndpointProbe, EndpointProbe>()
        .AddSingleton<ITrialSender, TrialSender>()
        .AddSingleton<IConsoleFrameSource, ConsoleFrameSource>()
        .AddSingleton<FirstAdministratorPages>()
        .AddSingleton<ConsoleFlowCookies>()
        .AddSingleton<ConsoleRefusals>()
        .AddSingleton<IAuthorizationHandler, AdministratorHandler>()
        .AddSingleton<AccountReader>()
        .AddScoped<AccountConflict>()
        .AddScoped<IPaletteSource, ClientPalette>()
        .AddScoped<IPaletteSource, UserPalette>()
        .AddScoped<IPaletteSource, RefusalPalette>()
        .AddScoped<AuthenticationStateProvider, RevalidatingAdministrator>()
        .AddScoped<ICurrentAdministrator, CurrentAdministrator>();
}
