using System.Diagnostics;
using System.Globalization;

namespace Dex.Tests.Provisioning;

/// <summary>
/// A shell that waits on a pipe from this process. When the test run is killed the pipe closes, and the shell ends the
/// server that was left behind and removes its folder. On Windows there is none.
/// </summary>
public sealed class Watchdog : IDisposable
{
    // SIGQUIT first: PostgreSQL then gives its shared memory back.
    private const string Script =
        """
        trap '' INT TERM HUP
        read -r _
        kill -QUIT "$1" 2>/dev/null
        for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.3; done
        kill -KILL "$1" 2>/dev/null
        rm -rf -- "$2"
        """;

    private readonly Process _shell;

    private Watchdog(Process shell) => _shell = shell;

    public static Watchdog? Over(int processId, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var pid = processId.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "watchdog", pid, folder])
        {
            RedirectStandardInput = true,
            // Not the caller's streams: who waits for their end would wait for the watchdog, too.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new Watchdog(Process.Start(start)!);
    }

    public void Dispose()
    {
        // The server has ended in good order: the watchdog must not act on a number that may belong to another by now.
        _shell.Kill();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
