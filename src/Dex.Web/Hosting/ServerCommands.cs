using System.Collections;
using Dex.Infrastructure.Configuration;
using Dex.Web.Hosting.CommandLine;

namespace Dex.Web.Hosting;

/// <summary>The commands that need a server or a database: sample, serve, migrate. Every failure is a message and exit status 2.</summary>
public static partial class ServerCommands
{
    public static async Task<int> RunAsync(string[] args)
    {
        var environment = OfProcess();
        var command = DexCommand.Parse(args);
        if (CommandAnswer.Run(command, environment, Console.Out, Console.Error) is { } status)
        {
            return status;
        }

        var reader = new ConfigurationReader(environment);
        var reading = command switch
        {
            ServeCommand serve => reader.ReadFile(serve.ConfigurationPath, serve.Addresses),
            MigrateCommand migrate => reader.ReadFile(migrate.ConfigurationPath),
            _ => reader.ReadEmbedded(new EmbeddedDefault(DataFolder())),
        };
        if (CommandAnswer.Refuses(reading, Console.Error))
        {
            return CommandAnswer.Failure;
        }

        try
        {
            return command is MigrateCommand ? await MigrateAsync(reading, environment) : await ServeAsync(reading, environment);
        }
        catch (Exception failure) when (failure is StartRefusedException or IOException)
        {
            // A port in use is an IOException of the listener; both say what to do, and neither needs a stack trace.
            await Console.Error.WriteLineAsync(failure.Message);
            return CommandAnswer.Failure;
        }
    }

    private static async Task<int> ServeAsync(ConfigurationReading reading, ConfigurationEnvironment environment)
    {
        await using var app = DexApplication.Build(reading, environment);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("dex");
        await ServerStart.OpenAsync(app, CancellationToken.None);
        LogListening(log, "http", reading.Configuration.Web.Http);
        await app.StartAsync();
        if (await ServerStart.FirstAdministratorLinkAsync(app, CancellationToken.None) is { } link)
        {
            LogFirstAdministrator(log, link);
        }

        if (!reading.Source.IsFile)
        {
            SampleBanner.Write(Console.Out, reading.Configuration);
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<int> MigrateAsync(ConfigurationReading reading, ConfigurationEnvironment environment)
    {
        await using var app = DexApplication.Build(reading, environment);
        await ServerStart.MigrateAsync(app, CancellationToken.None);
        await Console.Out.WriteLineAsync("The database is up to date.");
        return 0;
    }

    private static ConfigurationEnvironment OfProcess() => new(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal));

    private static string DataFolder()
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "dex");
        Directory.CreateDirectory(folder);
        return folder;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "listening on {server} {address}")]
    private static partial void LogListening(ILogger log, string server, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "nobody can enter the console yet: open this link within an hour to create the first administrator {link}")]
    private static partial void LogFirstAdministrator(ILogger log, string link);
}
