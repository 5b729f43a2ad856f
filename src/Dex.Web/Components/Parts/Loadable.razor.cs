using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Parts;

/// <summary>One region that is read from the server. A reload keeps what is shown until the new answer is there.</summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed partial class Loadable<T> : IDisposable
{
    private static readonly TimeSpan BonesAfter = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _gone = new();
    private object? _key = new();
    private int _asked;
    private bool _loaded;
    private bool _refreshing;
    private bool _bones;
    private ITimer? _timer;
    private T? _value;
    private string? _failure;
    private string _trace = "";

    /// <summary>Reads it. Called once for every new <see cref="Key"/> and for every reload.</summary>
    [Parameter, EditorRequired]
    public Func<CancellationToken, Task<T>> Load { get; set; } = default!;

    /// <summary>What it depends on; a value that differs from the one before reads anew. Null reads once.</summary>
    [Parameter]
    public object? Key { get; set; }

    /// <summary>What is read, as a sentence begins: "The clients".</summary>
    [Parameter, EditorRequired]
    public string What { get; set; } = "";

    /// <summary>Draws the content.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<T> ChildContent { get; set; } = default!;

    /// <summary>Says when there is nothing to show; without it the content draws its own emptiness.</summary>
    [Parameter]
    public Func<T, bool>? IsEmpty { get; set; }

    /// <summary>One sentence of what would be here, and a way to get it.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Raised after every reading that succeeded.</summary>
    [Parameter]
    public EventCallback<T> OnLoaded { get; set; }

    /// <summary>How many bones are drawn.</summary>
    [Parameter]
    public int Rows { get; set; } = 4;

    /// <summary>Height of a bone's row in pixels: that of the real one.</summary>
    [Parameter]
    public int RowHeight { get; set; } = 51;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<Loadable<T>> Log { get; set; } = default!;

    /// <summary>Reads anew.</summary>
    public async Task ReloadAsync()
    {
        var ask = ++_asked;
        Begin();
        try
        {
            var value = await Load(_gone.Token);
            if (ask == _asked)
            {
                (_value, _loaded, _failure) = (value, true, null);
                await OnLoaded.InvokeAsync(value);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // Whatever fails below, the person sees a region that says so instead of a page that is gone.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (ask == _asked)
            {
                Fail(fault);
            }
        }

        if (ask == _asked)
        {
            End();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _timer?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (!Equals(_key, Key))
        {
            _key = Key;
            await ReloadAsync();
        }
    }

    private void Begin()
    {
        _failure = null;
        _refreshing = _loaded;
        _timer?.Dispose();
        _timer = _loaded ? null : Clock.CreateTimer(_ => InvokeAsync(ShowBones), null, BonesAfter, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    private void End()
    {
        _refreshing = false;
        _bones = false;
        _timer?.Dispose();
        _timer = null;
        if (!_gone.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    private void ShowBones()
    {
        _bones = !_loaded;
        StateHasChanged();
    }

    private void Fail(Exception fault)
    {
        _trace = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        _failure = "The server did not get an answer from its storage, or met a fault of its own.";
        LogFault(Log, What, _trace, fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} could not be read for the console, trace {Trace}")]
    private static partial void LogFault(ILogger logger, string what, string trace, Exception fault);
}
