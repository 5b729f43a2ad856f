using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Clients;

/// <summary>Which clients are alive, and which are safe? The address says what is shown; the store does the searching.</summary>
public sealed partial class ClientsPage : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly Crumb[] _crumbs = [new("Parties")];

    private readonly CancellationTokenSource _gone = new();
    private ClientListState _state = new();
    private ClientListState? _announced;
    private ClientListSummary? _summary;
    private Loadable<ClientList>? _list;
    private Coalescer? _refresh;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Grant { get; set; }

    [SupplyParameterFromQuery]
    private string? Secrets { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? Rows { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private IClientDirectory Directory { get; set; } = default!;

    [Inject]
    private IActivityReader Activity { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    public void Dispose()
    {
        Directory.Changed -= OnClientChanged;
        Activity.Changed -= OnActivity;
        _refresh?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        _refresh = new Coalescer(Clock, Pace, () => InvokeAsync(RefreshAsync));
        Directory.Changed += OnClientChanged;
        Activity.Changed += OnActivity;
    }

    protected override void OnParametersSet() => _state = ClientListState.Read(Q, Kind, Grant, Secrets, Sort, Page, Rows);

    private void OnClientChanged(string? id) => _refresh?.Nudge();

    private void OnActivity() => _refresh?.Nudge();

    private Task RefreshAsync() => _gone.IsCancellationRequested || _list is null ? Task.CompletedTask : _list.ReloadAsync();

    private void Go(ClientListState state) => Navigation.NavigateTo(state.Href, replace: state.Search != _state.Search);

    private async Task<ClientList> ReadAsync(CancellationToken ct)
    {
        var state = _state;
        var page = await Clients.ListAsync(state.ToQuery(), ct);
        var rows = await ClientStandings.ReadAsync(page.Items, Activity, Clock.GetUtcNow(), ct);
        _summary = await ClientListSummary.ReadAsync(Clients, Activity, Clock, ct);
        if (state.IsFiltered && state != _announced)
        {
            Announcer.Say(Words.Count(page.Total, "client matches", "clients match"));
        }

        _announced = state;
        StateHasChanged();
        return new ClientList(rows, page.Total);
    }
}

/// <summary>One page of the list.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record ClientList(IReadOnlyList<ClientStanding> Rows, int Total);
