using Dex.Domain.Administration;
using Dex.Domain.Users;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Users;

/// <summary>Who can sign in with a password of this server? The address says what is shown; the store does the searching.</summary>
public sealed partial class AccountsPage
{
    private static readonly Crumb[] _crumbs = [new("Parties"), new("Users", UserAddress.Accounts)];
    private static readonly (bool?, string)[] _states = [(true, "Locked"), (false, "Not locked")];

    private AccountListState _state = new();
    private AccountListState? _announced;
    private AnswerLine? _answer;
    private bool _servesApplications = true;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? Rows { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private ILocalUserStore Users { get; set; } = default!;

    [Inject]
    private AccountReader Accounts { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _servesApplications = await Accounts.ServesApplicationsAsync(CancellationToken.None);

    protected override void OnParametersSet() => _state = AccountListState.Read(Q, State, Page, Rows);

    private static AnswerLine AnswerOf(AccountCount count) => count switch
    {
        { Total: 0 } => new("", "There is no account", ", so nobody can sign in with a password of this server."),
        { Locked: 0 } => new($"{Amount.Of(count.Total, "account", "accounts")}, ", "none is locked", "."),
        _ => new($"{Amount.Of(count.Total, "account", "accounts")}, ", Amount.Of(count.Locked, "is locked", "are locked"), "."),
    };

    private void Filter(AccountListState state) => Go(state with { At = state.At with { Page = 1 } });

    private void Go(AccountListState state) => Navigation.NavigateTo(state.Href, replace: state.Search != _state.Search);

    private async Task<AccountList> ReadAsync(CancellationToken ct)
    {
        var state = _state;
        var page = await Users.ListAsync(state.ToQuery(), ct);
        var rows = await Accounts.ReadAsync(page.Items, await Me.GetAsync(ct), ct);
        _answer = AnswerOf(await Accounts.CountAsync(ct));
        if (state.IsFiltered && state != _announced)
        {
            Announcer.Say(Amount.Of(page.Total, "account matches", "accounts match"));
        }

        _announced = state;
        StateHasChanged();
        return new AccountList(rows, page.Total);
    }
}

/// <summary>One page of the list.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record AccountList(IReadOnlyList<AccountStanding> Rows, int Total);
