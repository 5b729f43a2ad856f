using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Devices;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Tokens;

/// <summary>Which devices wait for a person, and what became of those that asked. The address says what is shown.</summary>
public sealed partial class DevicesPage
{
    private static readonly Crumb[] _crumbs = [new("Parties"), new("Sessions and tokens", TokenAddress.RefreshTokens)];
    private static readonly (DeviceStatus?, string)[] _states = [.. Enum.GetValues<DeviceStatus>().Select(status => ((DeviceStatus?)status, DeviceWords.Of(status)))];

    private DeviceListState _state = new();
    private DeviceListState? _announced;
    private AnswerLine? _answer;
    private Loadable<DeviceRead>? _list;
    private string? _done;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Client { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? Rows { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private IDeviceRequestStore Requests { get; set; } = default!;

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private DeviceAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    protected override void OnParametersSet()
    {
        var state = DeviceListState.Read(Q, Client, State, Page, Rows);
        _done = state == _state ? _done : null;
        _state = state;
    }

    private void Filter(DeviceListState state) => Go(state with { At = state.At with { Page = 1 } });

    private void Go(DeviceListState state) => Navigation.NavigateTo(state.Href, replace: state.Search != _state.Search);

    private Task RefreshAsync() => _list is null ? Task.CompletedTask : _list.ReloadAsync();

    private async Task<DeviceRead> ReadAsync(CancellationToken ct)
    {
        var state = _state;
        var page = await Requests.ListAsync(state.ToQuery(), ct);
        var names = await ClientNames.OfAsync(Clients, page.Items.Select(request => request.ClientId), ct);
        _answer = DeviceWords.Answer(
            await CountAsync(new DeviceRequestQuery { Status = DeviceStatus.Pending }, ct), await CountAsync(new DeviceRequestQuery(), ct), Policies.Current);
        if (state.IsFiltered && state != _announced)
        {
            Announcer.Say(Amount.Of(page.Total, "device request matches", "device requests match"));
        }

        _announced = state;
        StateHasChanged();
        return new DeviceRead(page, names);
    }

    private async Task<int> CountAsync(DeviceRequestQuery query, CancellationToken ct) => (await Requests.ListAsync(query with { Count = 0 }, ct)).Total;

    private Task RefuseAsync(DeviceRequest request) => AskAsync(
        new Confirmation(
            $"Refuse the device with the code {request.UserCode}?",
            "The device is told at its next poll that it gets nothing. Whoever holds it has to begin anew.",
            "Refuse device"),
        (actor, ct) => Administration.RefuseAsync(request.UserCode, actor, ct));

    private async Task RefuseAllAsync(string client)
    {
        var query = new DeviceRequestQuery { ClientId = client };
        var open = await CountAsync(query with { Status = DeviceStatus.Pending }, CancellationToken.None)
            + await CountAsync(query with { Status = DeviceStatus.Approved }, CancellationToken.None);
        await AskAsync(
            new Confirmation(
                $"Refuse every device of {client}?",
                $"{Amount.Of(open, "device waits", "devices wait")} now, none will then. Each is told at its next poll.",
                "Refuse all") { Type = client },
            (actor, ct) => Administration.RefuseOfClientAsync(client, actor, ct));
    }

    private async Task AskAsync(Confirmation ask, Func<Administrator, CancellationToken, Task<Saved<TokenCount>>> act)
    {
        TokenCount? counted = null;
        var refused = await ConfirmDialog.AskAsync(Dialogs, ask with
        {
            Act = async ct =>
            {
                var saved = await act(await Me.GetAsync(ct), ct);
                counted = saved.Value;
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (refused && counted is { } done)
        {
            _done = $"{Amount.Of(done.Before - done.After, "device is", "devices are")} refused, {Amount.Of(done.After)} left.";
            Announcer.Say(_done);
        }

        await RefreshAsync();
    }
}

/// <summary>What the page reads.</summary>
/// <param name="Clients">The names of the clients that are still there, by id.</param>
public sealed record DeviceRead(DeviceRequestPage Page, IReadOnlyDictionary<string, string> Clients);
