using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Refusals;
using Dex.Web.Components.Clients;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Refusals;

/// <summary>Why is it refused? One refused request, what it was asked in order, and what would let it pass.</summary>
public sealed partial class RefusalPage : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly AnswerLine _unknown = new("", "This node keeps no refusal of this trace", ".");
    private static readonly Crumb[] _crumbs = [new("Record"), new("Refusals", RefusalAddress.List)];

    private Loadable<RefusalReading>? _load;
    private RefusalView? _view;
    private AnswerLine? _answer;
    private Coalescer? _refresh;
    private string _trace = "";
    private bool _gone;

    [Parameter]
    public string Trace { get; set; } = "";

    [Inject]
    private RefusalLog Log { get; set; } = default!;

    [Inject]
    private IClientDirectory Directory { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _gone = true;
        Log.Changed -= OnChanged;
        Policies.Changed -= OnChanged;
        Directory.Changed -= OnClientChanged;
        _refresh?.Dispose();
    }

    protected override void OnInitialized()
    {
        _refresh = new Coalescer(Clock, Pace, () => InvokeAsync(RefreshAsync));
        Log.Changed += OnChanged;
        Policies.Changed += OnChanged;
        Directory.Changed += OnClientChanged;
    }

    protected override void OnParametersSet() => _trace = Trace.Trim();

    private void OnChanged() => _refresh?.Nudge();

    private void OnClientChanged(string? id) => _refresh?.Nudge();

    private Task RefreshAsync() => _gone || _load is null ? Task.CompletedTask : _load.ReloadAsync();

    private async Task<RefusalReading> ReadAsync(CancellationToken ct)
    {
        // A trace that has been pushed out while it is being read stays on the page of whoever reads it.
        var record = Log.Find(_trace) ?? (_view?.Record.RequestId == _trace ? _view.Record : null);
        _view = record is null ? null : await RefusalView.ReadAsync(record, Log, Directory, Policies.Current, Clock.GetUtcNow(), ct);
        _answer = _view?.Answer ?? _unknown;
        StateHasChanged();
        return new RefusalReading(_view);
    }
}

/// <param name="View">Null when the trace is not kept.</param>
public sealed record RefusalReading(RefusalView? View);
