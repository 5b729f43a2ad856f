using Dex.Domain.Administration;
using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>Who has signed in, and what did they allow? The address says what is shown; the store does the searching.</summary>
public sealed partial class IdentitiesPage
{
    private static readonly Crumb[] _crumbs = [new("Parties"), new("Users", UserAddress.Accounts)];
    private static readonly (bool?, string)[] _states = [(true, "Blocked")];

    private IdentityListState _state = new();
    private IdentityListState? _announced;
    private AnswerLine? _answer;
    private IReadOnlyList<(string, string)> _connectors = [];
    private Loadable<IdentityPage>? _list;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Connector { get; set; }

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
    private IIdentityStore Identities { get; set; } = default!;

    [Inject]
    private IConnectorDirectory Connectors { get; set; } = default!;

    [Inject]
    private IdentityAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _state = IdentityListState.Read(Q, Connector, Client, State, Page, Rows);

        // Local accounts sign in to this console whether applications are offered them or not; and an address may name what is not configured.
        var named = (await Connectors.ListAsync(CancellationToken.None)).Select(connector => (connector.Id, Text: connector.Id)).ToList();
        foreach (var id in new[] { ConnectorDescription.Local, _state.Connector }.Where(id => id is not null && named.TrueForAll(known => known.Id != id)))
        {
            named.Add((id!, id!));
        }

        _connectors = named;
    }

    private void Filter(IdentityListState state) => Go(state with { At = state.At with { Page = 1 } });

    private void Go(IdentityListState state) => Navigation.NavigateTo(state.Href, replace: state.Search != _state.Search);

    private async Task<IdentityPage> ReadAsync(CancellationToken ct)
    {
        var state = _state;
        var now = Clock.GetUtcNow();
        var page = await Identities.ListAsync(state.ToQuery(now), ct);
        var total = (await Identities.ListAsync(new IdentityQuery { Count = 0 }, ct)).Total;
        var blocked = (await Identities.ListAsync(new IdentityQuery { Count = 0, BlockedAt = now }, ct)).Total;
        _answer = IdentityWords.Answer(new IdentityCount(total, blocked));
        if (state.IsFiltered && state != _announced)
        {
            Announcer.Say(Amount.Of(page.Total, "person matches", "people match"));
        }

        _announced = state;
        StateHasChanged();
        return page;
    }

    private async Task RevokeAsync(string client)
    {
        var count = (await Identities.ListAsync(new IdentityQuery { Count = 0, ConsentedTo = client }, CancellationToken.None)).Total;
        ConsentCount? counted = null;
        var effect = $"{IdentityWords.PeopleOf(count)} consented to {client}. Each of them is asked again at the next sign-in to it. "
            + "Tokens that it holds stay valid until they expire.";
        var revoked = await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Take back every consent to {client}?", effect, "Take back all")
        {
            Type = client,
            Act = async ct =>
            {
                var saved = await Administration.RevokeConsentsGivenToAsync(client, await Me.GetAsync(ct), ct);
                counted = saved.Value;
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (revoked && counted is { } done)
        {
            Announcer.Say($"{Amount.Of(done.Before - done.After, "consent was", "consents were")} taken back, {Amount.Of(done.After)} left.");
            await _list!.ReloadAsync();
        }
    }
}
