using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Dex.Tests.Provisioning;

/// <summary>
/// A program that the suite starts: standard input closed, both streams read at once, ended at dispose and, by a
/// <see cref="Watchdog"/>, even when the test run is killed.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Watchdog? _watchdog;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly StringBuilder _log = new();
    private readonly Lock _lock = new();

    private ChildProcess(ProcessStartInfo start, string? folder)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _watchdog = folder is null ? null : Watchdog.Over(_process.Id, folder);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Everything said so far, both streams in the order of arrival.</summary>
    public string Log => Read(_log);

    /// <summary>
    /// Starts a program. <paramref name="folder"/> is its own temporary folder, which goes when the program must be
    /// killed after the test run itself was; null when it has none. A null value in <paramref name="environment"/>
    /// removes the variable.
    /// </summary>
    public static ChildProcess Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null,
        string? workingFolder = null, string? folder = null) =>
        new(Describe(file, arguments, environment, workingFolder), folder);

    /// <summary>Runs a program to its end; past <paramref name="limit"/> it is killed and the call fails.</summary>
    public static async Task<CommandResult> RunAsync(
        string file, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string?>? environment = null,
        string? workingFolder = null, CancellationToken ct = default)
    {
        await using var child = new ChildProcess(Describe(file, arguments, environment, workingFolder), folder: null);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(limit);
        try
        {
            await child._process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{file} did not end within {limit}. It said:\n{child.Log}");
        }

        return new CommandResult(child.ExitCode, child.Read(child._output), child.Read(child._error));
    }

    /// <summary>Asks the program to end at once in good order (SIGQUIT), and waits until it has, or until the limit.</summary>
    public Task QuitAsync(TimeSpan limit) => SignalAsync("QUIT", limit);

    /// <summary>Sends a signal, such as <c>TERM</c> or <c>KILL</c>, and waits until the program has ended, or until the limit.</summary>
    public async Task SignalAsync(string signal, TimeSpan limit)
    {
        if (_process.HasExited || OperatingSystem.IsWindows())
        {
            return;
        }

        // The shell's own kill: a bare system has no program of that name.
        await RunAsync("/bin/sh", ["-c", "kill -\"$1\" \"$2\"", "signal", signal, Id.ToString(CultureInfo.InvariantCulture)], limit);
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // Dispose kills it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _watchdog?.Dispose();
    }

    private static ProcessStartInfo Describe(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, string? workingFolder)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        return start;
    }

    private void Append(StringBuilder stream, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            stream.Append(line).Append('\n');
            _log.Append(line).Append('\n');
        }
    }

    private string Read(StringBuilder stream)
    {
        lock (_lock)
        {
            return stream.ToString();
        }
    }
}
