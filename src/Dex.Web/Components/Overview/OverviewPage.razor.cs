using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Overview;
using Dex.Domain.Policies;
using Dex.Web.Components.Clients;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Overview;

/// <summary>Is anything wrong, and what must I decide? Before the first token: how to get it.</summary>
public sealed partial class OverviewPage : IDisposable
{
    // Figures move by themselves; more often than this would be unrest, not news.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private Loadable<OverviewFigures>? _list;
    private AnswerLine? _answer;
    private Coalescer? _refresh;
    private DateTimeOffset _openedAt;
    private bool _firstRun;
    private bool _gone;

    [Inject]
    private OverviewReader Reader { get; set; } = default!;

    [Inject]
    private IActivityReader Activity { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private IClientDirectory Directory { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _gone = true;
        Activity.Changed -= OnChanged;
        Policies.Changed -= OnChanged;
        Directory.Changed -= OnClientChanged;
        _refresh?.Dispose();
    }

    protected override void OnInitialized()
    {
        _openedAt = Clock.GetUtcNow();
        _refresh = new Coalescer(Clock, Pace, () => InvokeAsync(RefreshAsync));
        Activity.Changed += OnChanged;
        Policies.Changed += OnChanged;
        Directory.Changed += OnClientChanged;
    }

    private void OnChanged() => _refresh?.Nudge();

    private void OnClientChanged(string? id) => _refresh?.Nudge();

    private Task RefreshAsync() => _gone || _list is null ? Task.CompletedTask : _list.ReloadAsync();

    private async Task<OverviewFigures> ReadAsync(CancellationToken ct)
    {
        var figures = await Reader.ReadAsync(ct);

        // Whoever watched the first token arrive keeps looking at it until they leave the page.
        _firstRun |= !figures.AnyToken;
        _answer = OverviewAnswer.Of(figures);
        StateHasChanged();
        return figures;
    }
}
