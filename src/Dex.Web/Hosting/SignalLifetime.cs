using System.Runtime.InteropServices;

namespace Dex.Web.Hosting;

/// <summary>
/// Runs the server until a signal asks for its orderly end, and says which in the line that operators search for (operations chapter 2).
/// The host's own lifetime does not tell one signal from another.
/// </summary>
internal sealed partial class SignalLifetime(IHostApplicationLifetime application, ILoggerFactory loggers) : IHostLifetime, IDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("dex");
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        Listen(PosixSignal.SIGINT, "received signal interrupt");
        Listen(PosixSignal.SIGTERM, "received signal terminated");
        Listen(PosixSignal.SIGQUIT, "received signal quit");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Listen(PosixSignal signal, string err) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        // Else the runtime would end the process at once.
        context.Cancel = true;
        LogShutdown(_log, err);
        application.StopApplication();
    }));

    [LoggerMessage(Level = LogLevel.Information, Message = "shutdown now {err}")]
    private static partial void LogShutdown(ILogger log, string err);
}
