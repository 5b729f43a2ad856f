using Dex.Domain.Clients;
using Dex.Domain.Refusals;
using Dex.Web.Components.Clients;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Refusals;

/// <summary>What is being refused, to whom, and by which rule? The latest requests that this node refused, as they come.</summary>
public sealed partial class RefusalsPage : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly Crumb[] _crumbs = [new("Record")];

    private static readonly (RefusalGrouping, string)[] _groupings =
        [(RefusalGrouping.None, "Requests"), (RefusalGrouping.Rule, "By rule"), (RefusalGrouping.Client, "By client")];

    private RefusalListState _state = new();
    private RefusalListState? _announced;
    private AnswerLine? _answer;
    private string? _unknown;
    private IReadOnlyList<(string, string)> _rules = [];
    private IReadOnlyList<(string, string)> _clients = [];
    private Loadable<RefusalList>? _list;
    private Coalescer? _refresh;
    private ITimer? _fade;
    private DateTimeOffset _openedAt;
    private bool _gone;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Rule { get; set; }

    [SupplyParameterFromQuery]
    private string? Client { get; set; }

    [SupplyParameterFromQuery]
    private string? By { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? Rows { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private RefusalLog Log { get; set; } = default!;

    [Inject]
    private IClientDirectory Directory { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _gone = true;
        Log.Changed -= OnRefused;
        _refresh?.Dispose();
        _fade?.Dispose();
    }

    protected override void OnInitialized()
    {
        _openedAt = Clock.GetUtcNow();
        _refresh = new Coalescer(Clock, Pace, () => InvokeAsync(RefreshAsync));
        Log.Changed += OnRefused;
    }

    protected override void OnParametersSet() => _state = RefusalListState.Read(Q, Rule, Client, By, Page, Rows);

    private void OnRefused() => _refresh?.Nudge();

    // Who reads further back is not pushed on by what comes in.
    private Task RefreshAsync() => _gone || _list is null || _state.At.Page > 1 ? Task.CompletedTask : _list.ReloadAsync();

    // What came while somebody looks is marked for a moment; what was there when they came is not news.
    private string? MarkOf(RefusalRecord record) =>
        record.At > _openedAt && Clock.GetUtcNow() - record.At < RecentChanges.Shown ? "dx-fresh" : null;

    private void FadeLater(IEnumerable<RefusalRecord> shown)
    {
        if (shown.Any(record => MarkOf(record) is not null))
        {
            _fade?.Dispose();
            _fade = Clock.CreateTimer(_ => InvokeAsync(StateHasChanged), null, RecentChanges.Shown, Timeout.InfiniteTimeSpan);
        }
    }

    private void Filter(RefusalListState state) => Go(state with { At = state.At with { Page = 1 } });

    private void Go(RefusalListState state) => Navigation.NavigateTo(state.Href, replace: state.Search != _state.Search);

    // Whoever brings a trace id wants the trace, not a list of one.
    private void SearchFor(string text)
    {
        if (RefusalAddress.TraceIn(text) is { } trace && Log.Find(trace) is not null)
        {
            Navigation.NavigateTo(RefusalAddress.Of(trace));
            return;
        }

        Filter(_state with { Search = text });
    }

    private async Task<RefusalList> ReadAsync(CancellationToken ct)
    {
        var state = _state;
        var now = Clock.GetUtcNow();
        var kept = Log.Latest(RefusalLog.Capacity);
        var names = await RefusalNames.ReadAsync(kept, Directory, ct);
        var found = kept.Where(record => state.Matches(record, names.Of(record.Claimed))).ToList();
        FadeLater(found.Take(state.At.Rows));
        _answer = RefusalWords.Answer(kept, now);
        _unknown = found.Count == 0 ? RefusalAddress.TraceIn(state.Search) : null;
        _rules = [.. kept.Select(record => record.Rule.Id).Append(state.Rule).OfType<string>().Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(id => (id, id))];
        _clients = [.. kept.Select(record => record.Claimed).Append(state.Client).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(id => (id, id.Length == 0 ? "nobody named" : names.Of(id))).OrderBy(client => client.Item2, StringComparer.CurrentCultureIgnoreCase)];
        if (state.IsFiltered && state != _announced)
        {
            Announcer.Say(Amount.Of(found.Count, "refusal matches", "refusals match"));
        }

        _announced = state;
        StateHasChanged();
        return state.By == RefusalGrouping.None
            ? new RefusalList([.. found.Skip(state.At.Offset).Take(state.At.Rows)], null, found.Count, names)
            : Gathered(found, names);
    }

    private RefusalList Gathered(IReadOnlyList<RefusalRecord> found, RefusalNames names)
    {
        var groups = found.GroupBy(record => _state.By == RefusalGrouping.Rule ? record.Rule.Id : record.Claimed, StringComparer.Ordinal)
            .Select(group => RefusalGroup.Of(group, _state, names))
            .OrderByDescending(group => group.Count).ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToList();
        return new RefusalList([], [.. groups.Skip(_state.At.Offset).Take(_state.At.Rows)], groups.Count, names);
    }
}

/// <summary>One page of the list: requests, or groups of them.</summary>
/// <param name="Groups">Null while requests are shown one by one.</param>
/// <param name="Total">How many rows match in all.</param>
public sealed record RefusalList(IReadOnlyList<RefusalRecord> Rows, IReadOnlyList<RefusalGroup>? Groups, int Total, RefusalNames Names);
