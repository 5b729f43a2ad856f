using System.Collections;
using System.Reflection;
using Dex.Tests.Provisioning;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// The built server as a process of its own, on a free port of loopback with a data folder of its own. It starts as an
/// operator starts it, and inherits no setting from the machine that runs the tests.
/// </summary>
public sealed class DexProcess : IServerUnderTest
{
    private const int Attempts = 3;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _process;

    private DexProcess(TemporaryFolder folder, ChildProcess process, ServerPlace place)
    {
        _folder = folder;
        _process = process;
        Place = place;
    }

    public ServerPlace Place { get; }

    public string Issuer => Place.Issuer;

    public string Console => $"http://{Place.Listen}/console";

    public string Email => "admin@example.com";

    public string Password => "password";

    public string Log => _process.Log;

    /// <summary>Starts without a configuration file: the embedded default with sample data.</summary>
    public static Task<DexProcess> StartAsync(
        IReadOnlyDictionary<string, string?>? environment = null, CancellationToken ct = default) =>
        StartAsync(configuration: null, environment, program: null, ct);

    /// <summary>
    /// Starts <c>serve config.yaml</c>, a relative path in the folder of the place, with the text that <paramref name="configuration"/>
    /// gives for it. <paramref name="program"/> is another copy of the server's assembly, such as a published one; null is the built one.
    /// </summary>
    public static Task<DexProcess> ServeAsync(
        Func<ServerPlace, string> configuration, IReadOnlyDictionary<string, string?>? environment = null, string? program = null,
        CancellationToken ct = default) =>
        StartAsync(configuration, environment, program, ct);

    /// <summary>Runs a command that ends by itself, such as <c>check</c>, or <c>serve</c> with a faulty file.</summary>
    public static async Task<CommandResult> RunAsync(
        IEnumerable<string> arguments, string? workingFolder = null, IReadOnlyDictionary<string, string?>? environment = null,
        CancellationToken ct = default)
    {
        using var folder = new TemporaryFolder();
        return await ChildProcess.RunAsync(
            DotnetHost(), [ServerAssembly(), .. arguments], CommandLimit, Clean(folder, environment), workingFolder ?? folder.Path, ct);
    }

    /// <summary>Sends a signal, such as <c>TERM</c> or <c>KILL</c>, and answers the exit status; it fails when the server does not end.</summary>
    public async Task<int> EndAsync(string signal)
    {
        await _process.SignalAsync(signal, CommandLimit);
        return _process.HasExited ? _process.ExitCode : throw new TimeoutException($"SIG{signal} did not end the server. It said:\n{Log}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<DexProcess> StartAsync(
        Func<ServerPlace, string>? configuration, IReadOnlyDictionary<string, string?>? environment, string? program, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = Launch(configuration, environment, program ?? ServerAssembly());
            try
            {
                await server.BecomeHealthyAsync(ct);
                return server;
            }
            catch (InvalidOperationException) when (attempt < Attempts && server.FoundItsPortTaken)
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    private static DexProcess Launch(
        Func<ServerPlace, string>? configuration, IReadOnlyDictionary<string, string?>? environment, string program)
    {
        var folder = new TemporaryFolder();
        var place = new ServerPlace(FreePort.Next(), folder.Path);
        var variables = Clean(folder, environment: null);
        string[] arguments = [];
        if (configuration is null)
        {
            variables["DEX_ISSUER"] = place.Issuer;
            variables["DEX_WEB_HTTP"] = place.Listen;
            variables["DEX_STORAGE_SQLITE3_CONFIG_FILE"] = place.DatabaseFile;
        }
        else
        {
            File.WriteAllText(folder.File("config.yaml"), configuration(place));
            arguments = ["serve", "config.yaml"];
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            variables[name] = value;
        }

        var process = ChildProcess.Start(DotnetHost(), [program, .. arguments], variables, folder.Path, folder.Path);
        return new DexProcess(folder, process, place);
    }

    private bool FoundItsPortTaken => Log.Contains("address already in use", StringComparison.OrdinalIgnoreCase);

    private async Task BecomeHealthyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.HoldsAsync(
            async () => _process.HasExited || await IsHealthyAsync(http, ct),
            StartLimit,
            () => $"{Issuer}/healthz did not answer 200 within {StartLimit}. The server said:\n{Log}",
            ct);
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The server ended with {_process.ExitCode} at its start. It said:\n{Log}");
        }
    }

    private async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"{Issuer}/healthz"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Dictionary<string, string?> Clean(TemporaryFolder folder, IReadOnlyDictionary<string, string?>? environment)
    {
        var variables = new Dictionary<string, string?>();
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            if (name.StartsWith("DEX_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
                || name is "DOTNET_ENVIRONMENT" or "URLS")
            {
                variables[name] = null;
            }
        }

        // Where .NET looks for a user's application data on Linux.
        variables["XDG_DATA_HOME"] = Directory.CreateDirectory(folder.File("data")).FullName;
        variables["XDG_CONFIG_HOME"] = Directory.CreateDirectory(folder.File("config")).FullName;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>The program that runs assemblies.</summary>
    internal static string DotnetHost() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    /// <summary>The built server.</summary>
    internal static string ServerAssembly() =>
        typeof(DexProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ServerAssembly").Value
        ?? throw new InvalidOperationException("The build did not say where the server's assembly is.");
}
