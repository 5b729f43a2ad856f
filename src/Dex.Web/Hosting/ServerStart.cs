using Dex.Domain.Administration;
using Dex.Domain.Connectors;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Connectors;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Opening;
using Dex.Infrastructure.Signing;
using Dex.Web.Hosting.CommandLine;
using Dex.Web.Hosting.SignIn;

namespace Dex.Web.Hosting;

/// <summary>Opens what the server stands on, in the order of operations chapter 2, and says so in the lines that operators search for.</summary>
public static partial class ServerStart
{
    /// <exception cref="StartRefusedException">The database is foreign, holds sample objects, or cannot be opened.</exception>
    public static async Task OpenAsync(WebApplication app, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(app);
        var services = app.Services;
        var reading = services.GetRequiredService<ConfigurationReading>();
        var configuration = reading.Configuration;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("dex");

        LogVersion(log, DexVersion.Current);
        foreach (var warning in reading.Warnings)
        {
            LogWarning(log, warning.ToString());
        }

        LogIssuer(log, configuration.Issuer);
        LogStorage(log, configuration.Storage!.Type);
        await OpenStorageAsync(services, ct);
        await SeedOrRefuseAsync(services, reading.Source.IsFile, ct);
        foreach (var client in configuration.StaticClients)
        {
            LogClient(log, client.Name);
        }

        foreach (var connector in configuration.Connectors)
        {
            LogConnector(log, connector.Id);
        }

        if (configuration.EnablePasswordDb)
        {
            LogLocalConnector(log, ConnectorDescription.Local);
        }

        await services.GetRequiredService<KeyRotator>().RotateWhenDueAsync(ct);
        var signer = services.GetRequiredService<ISigner>();
        var served = string.Join(' ', services.GetRequiredService<IServerPolicySource>().Current.ServedGrantTypes);
        LogSigner(log, signer.Algorithm);
        await OpenConnectorsAsync(services, ct);
        LogGrants(log, served);
        LogRefreshTokens(log, configuration.Expiry.RefreshTokens);
    }

    /// <summary>The one-time link for the first administrator, when the console is on and nobody may enter it; null otherwise.</summary>
    public static async Task<string?> FirstAdministratorLinkAsync(WebApplication app, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(app);
        var configuration = app.Services.GetRequiredService<ConfigurationReading>().Configuration;
        if (configuration.Console is not { } console
            || await app.Services.GetRequiredService<FirstAdministrator>().TryCreateLinkAsync(ct) is not { } token)
        {
            return null;
        }

        var issuer = app.Services.GetRequiredService<IServerPolicySource>().Current.Issuer;
        return $"{issuer.Uri.GetLeftPart(UriPartial.Authority)}{console.Path}{FirstAdministratorEndpoints.Path}?token={token}";
    }

    /// <summary>Brings the database up to date and opens nothing else.</summary>
    /// <exception cref="StartRefusedException">The database is foreign or cannot be opened.</exception>
    public static Task MigrateAsync(WebApplication app, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(app);
        return OpenStorageAsync(app.Services, ct);
    }

    private static async Task OpenStorageAsync(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            await services.OpenStorageAsync(ct);
        }
        catch (Exception failure) when (failure is StorageOpeningException or StorageUnavailableException)
        {
            throw new StartRefusedException($"storage cannot be opened: {failure.Message}{Cause(failure)}", failure);
        }
    }

    private static async Task OpenConnectorsAsync(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<ConnectorDirectory>().OpenAllAsync(ct);
        }
        catch (ConnectorException failure)
        {
            throw new StartRefusedException($"the server cannot be built: {failure.Message}", failure);
        }
    }

    // One line for each limit that is set, and always one for the rotation.
    private static void LogRefreshTokens(ILogger log, RefreshTokenConfiguration configuration)
    {
        var (idle, absolute, reuse) = (Written(configuration.ValidIfNotUsedFor), Written(configuration.AbsoluteLifetime), Written(configuration.ReuseInterval));
        if (idle is not null)
        {
            LogIdleLifetime(log, idle);
        }

        if (absolute is not null)
        {
            LogAbsoluteLifetime(log, absolute);
        }

        if (reuse is not null)
        {
            LogReuseInterval(log, reuse);
        }

        LogRotation(log, !configuration.DisableRotation);

        static string? Written(DexDuration? duration) => ExpiryConfiguration.Positive(duration)?.ToString();
    }

    // The driver's own words tell a wrong host from a wrong password, and name neither the password nor the key.
    private static string Cause(Exception failure) => failure.GetBaseException() is var cause && cause != failure ? $" ({cause.Message})" : "";

    private static async Task SeedOrRefuseAsync(IServiceProvider services, bool isServing, CancellationToken ct)
    {
        var samples = services.GetRequiredService<SampleData>();
        if (!isServing)
        {
            await samples.SeedAsync(ct);
        }
        else if (await samples.ContainsSampleAsync(ct))
        {
            throw new StartRefusedException(
                "this database holds sample objects with public passwords, which serve does not run on; name another database in storage.config.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Version info {dex_version}")]
    private static partial void LogVersion(ILogger log, string dex_version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "configuration {warning}")]
    private static partial void LogWarning(ILogger log, string warning);

    [LoggerMessage(Level = LogLevel.Information, Message = "config issuer {issuer}")]
    private static partial void LogIssuer(ILogger log, string issuer);

    [LoggerMessage(Level = LogLevel.Information, Message = "config storage {storage_type}")]
    private static partial void LogStorage(ILogger log, string storage_type);

    [LoggerMessage(Level = LogLevel.Information, Message = "config static client {client_name}")]
    private static partial void LogClient(ILogger log, string client_name);

    [LoggerMessage(Level = LogLevel.Information, Message = "config connector {connector_id}")]
    private static partial void LogConnector(ILogger log, string connector_id);

    [LoggerMessage(Level = LogLevel.Information, Message = "config connector: local passwords enabled {connector_id}")]
    private static partial void LogLocalConnector(ILogger log, string connector_id);

    [LoggerMessage(Level = LogLevel.Information, Message = "signer configured {algorithm}")]
    private static partial void LogSigner(ILogger log, string algorithm);

    [LoggerMessage(Level = LogLevel.Information, Message = "config grant types {grant_types}")]
    private static partial void LogGrants(ILogger log, string grant_types);

    [LoggerMessage(Level = LogLevel.Information, Message = "config refresh tokens {valid_if_not_used_for}")]
    private static partial void LogIdleLifetime(ILogger log, string valid_if_not_used_for);

    [LoggerMessage(Level = LogLevel.Information, Message = "config refresh tokens {absolute_lifetime}")]
    private static partial void LogAbsoluteLifetime(ILogger log, string absolute_lifetime);

    [LoggerMessage(Level = LogLevel.Information, Message = "config refresh tokens {reuse_interval}")]
    private static partial void LogReuseInterval(ILogger log, string reuse_interval);

    [LoggerMessage(Level = LogLevel.Information, Message = "config refresh tokens rotation {enabled}")]
    private static partial void LogRotation(ILogger log, bool enabled);
}

/// <summary>The server must not start; the message is for the operator and holds no secret.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
