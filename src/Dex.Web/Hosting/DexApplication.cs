using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Conversion;
using Dex.Infrastructure.Logging;
using Dex.Infrastructure.Signing;
using Dex.Web.Endpoints;
using Dex.Web.Hosting.SignIn;

namespace Dex.Web.Hosting;

/// <summary>The whole server, composed of a configuration that has no faults.</summary>
public static class DexApplication
{
    /// <summary>Nothing is opened yet: <see cref="ServerStart"/> does that, in the order that operators rely on.</summary>
    /// <param name="adjust">Replaces services, such as the clock; null changes nothing.</param>
    public static WebApplication Build(ConfigurationReading reading, ConfigurationEnvironment environment, Action<IServiceCollection>? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(environment);
        var configuration = reading.Configuration;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // A published server that is started from another folder must find its static files.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(DexApplication).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.UseSlog(configuration.Logger);
        builder.WebHost.ListenOn(configuration.Web.Http);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(1));

        var verifier = new SecretVerifier();
        var sample = new SampleMode(!reading.Source.IsFile);
        builder.Services
            .AddSingleton<IHostLifetime, SignalLifetime>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(reading)
            .AddSingleton(verifier)
            .AddSingleton(SettingsConversion.ToFileSettings(reading))
            .AddSingleton(SettingsConversion.ToLimits(configuration))
            .AddSingleton(ProtocolHosting.Capabilities)
            .AddSingleton(sample)
            .AddSingleton<IConfigurationFile>(new ConfigurationFile(reading.Source))
            .AddSingleton(WebSettings.ClientAddress(configuration.Web))
            .AddSingleton(WebSettings.CrossOrigin(configuration.Web))
            .AddSingleton(WebSettings.Headers(configuration.Web))
            .AddSingleton(AdministratorsOf(configuration))
            .AddSingleton(new ConsolePlace(configuration.Console?.Path))
            .AddSingleton(new SignerSettings(configuration.Signer?.Local.Algorithm ?? "RS256", configuration.SigningKeyPeriod.ToTimeSpan()))
            .AddPersistence(configuration, environment, verifier)
            .AddSigning()
            .AddConnectors(configuration, environment)
            .AddFrontend(configuration, environment, sample)
            .AddSignIn()
            .AddProtocol()
            .AddAdministration();
        if (configuration.Console is { } console)
        {
            builder.AddConsole(new ConsoleSettings { Path = console.Path, IsHttps = new Issuer(configuration.Issuer).IsHttps });
        }
        else
        {
            builder.Services.AddRazorComponents();
        }

        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        if (!reading.Source.IsFile)
        {
            app.UseMiddleware<LoopbackHosts>();
        }

        app.UseMiddleware<EndpointMap>();
        if (configuration.Console is not null)
        {
            // Named here, behind the protocol: the host would otherwise put it in front of everything, and /token would look for cookies.
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsole(SignInEndpoints.Map);
        }

        app.Run(PlainNotFound.AnswerAsync);
        return app;
    }

    private static AdministratorList AdministratorsOf(DexConfiguration configuration) => new(
        [.. configuration.Console?.Administrators.Select(entry => new AdministratorEntry(entry.Connector, entry.Email, entry.Group)) ?? []]);

    private static IServiceCollection AddSigning(this IServiceCollection services) => services
        .AddSingleton<ISigner, LocalSigner>()
        .AddSingleton<ITokenVerifier, TokenVerifier>()
        .AddSingleton<KeyRotator>()
        .AddSingleton<IKeyAdministration>(provider => provider.GetRequiredService<KeyRotator>())
        .AddHostedService<KeyRotationWorker>();
}
