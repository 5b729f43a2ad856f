using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Dex.Web.Components.Users;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Tokens;

/// <summary>Who is kept signed in, by which application, and how to end it. The address says what is shown; the store does the searching.</summary>
public sealed partial class RefreshTokensPage
{
    private static readonly Crumb[] _crumbs = [new("Parties"), new("Sessions and tokens", TokenAddress.RefreshTokens)];

    private RefreshTokenListState _state = new();
    private RefreshTokenListState? _announced;
    private AnswerLine? _answer;
    private IReadOnlyList<(string, string)> _connectors = [];
    private Loadable<RefreshTokenRead>? _list;
    private string? _personName;
    private string? _done;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Connector { get; set; }

    [SupplyParameterFromQuery]
    private string? Client { get; set; }

    [SupplyParameterFromQuery]
    private string? Person { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? Rows { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private RefreshTokenReader Reader { get; set; } = default!;

    [Inject]
    private IConnectorDirectory Connectors { get; set; } = default!;

    [Inject]
    private IIdentityStore Identities { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private TokenEnding Ending { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    private string PersonName => _personName ?? _state.PersonKey?.UserId ?? "";

    /// <summary>What can be ended at once in this state: what one person, or else one client or connector, has.</summary>
    private Bulk? EndableAtOnce => (_state.PersonKey, _state.Client, _state.Connector, _state.Search) switch
    {
        ({ } person, null, _, "") => new Bulk(
            $"All of {PersonName}, at every application.", "End all of this person", () => Ending.OfPersonAsync(person.ConnectorId, person.UserId, PersonName)),
        (null, { } client, null, "") => new Bulk($"All that {client} holds, of everybody.", "End all of this client", () => Ending.OfClientAsync(client)),
        (null, null, { } connector, "") => new Bulk(
            $"All that came through {connector}.", "End all of this connector", () => Ending.OfConnectorAsync(connector)),
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        var state = RefreshTokenListState.Read(Q, Connector, Client, Person, Page, Rows);
        if (state != _state)
        {
            _done = null;
        }

        if (state.Person != _state.Person)
        {
            _personName = null;
        }

        _state = state;
        var named = (await Connectors.ListAsync(CancellationToken.None)).Select(connector => (connector.Id, Text: connector.Id)).ToList();
        if (_state.Connector is { } asked && named.TrueForAll(known => known.Id != asked))
        {
            named.Add((asked, asked));
        }

        _connectors = named;
    }

    private void Filter(RefreshTokenListState state) => Go(state with { At = state.At with { Page = 1 } });

    private void Go(RefreshTokenListState state) => Navigation.NavigateTo(state.Href, replace: state.Search != _state.Search);

    private Task RefreshAsync() => _list is null ? Task.CompletedTask : _list.ReloadAsync();

    private async Task<RefreshTokenRead> ReadAsync(CancellationToken ct)
    {
        var state = _state;
        var read = await Reader.ReadAsync(state.ToQuery(), ct);
        var total = state.IsFiltered ? await Reader.CountAsync(new RefreshTokenHolders(), ct) : read.Page.Total;
        if (state.PersonKey is { } person)
        {
            _personName = await Identities.FindAsync(person.ConnectorId, person.UserId, ct) is { } identity ? IdentityWords.NameOf(identity.Claims)
                : read.Page.Items is [var first, ..] ? IdentityWords.NameOf(first.Person)
                : null;
        }

        _answer = RefreshTokenWords.Answer(total, Policies.Current);
        if (state.IsFiltered && state != _announced)
        {
            Announcer.Say(Amount.Of(read.Page.Total, "refresh token matches", "refresh tokens match"));
        }

        _announced = state;
        StateHasChanged();
        return read;
    }

    private async Task EndAsync(RefreshToken token)
    {
        _done = await Ending.OneAsync(token);
        await RefreshAsync();
    }

    private async Task EndAllAsync(Bulk all)
    {
        _done = await all.Act();
        await RefreshAsync();
    }

    /// <summary>One act on many.</summary>
    private sealed record Bulk(string Sentence, string Verb, Func<Task<string?>> Act);
}
