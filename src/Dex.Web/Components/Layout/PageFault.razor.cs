using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Layout;

/// <summary>Says that a page failed and under which trace the cause is in the log; never the cause itself.</summary>
public sealed partial class PageFault
{
    private string _trace = "";

    /// <summary>What the page threw.</summary>
    [Parameter, EditorRequired]
    public Exception Fault { get; set; } = default!;

    /// <summary>Raised by the button.</summary>
    [Parameter]
    public EventCallback OnTryAgain { get; set; }

    [Inject]
    private ILogger<PageFault> Log { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _trace = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        LogFault(Log, _trace, Fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page of the console failed, trace {Trace}")]
    private static partial void LogFault(ILogger logger, string trace, Exception fault);
}
