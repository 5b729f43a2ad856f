using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Clients;

/// <summary>What will call? Three steps on one page; a machine is registered together with its first secret.</summary>
public sealed partial class NewClientPage : IDisposable
{
    private static readonly Crumb[] _crumbs = [new("Parties"), new("Clients", ClientAddress.List)];

    private readonly CancellationTokenSource _gone = new();
    private ClientDraft _draft = new();
    private DateTimeOffset? _expiresAt;
    private bool _idIsTheirs;
    private bool _creating;
    private bool _created;
    private IReadOnlyList<Refusal> _refusals = [];
    private AnswerLine _answer = new("", "", "");
    private MudForm? _form;

    /// <summary>The id to begin with: a client that asked before anybody had registered it.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    private string? AskedId { get; set; }

    [Inject]
    private ClientAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        var offered = KindWords.Offered(Policies.Current);
        Choose(offered.Count > 0 ? offered[0] : ClientKind.Machine);
        if (AskedId is { Length: > 0 } asked)
        {
            Id(asked);
        }

        _expiresAt = Clock.GetUtcNow() + SecretOrder.ProposedLifetime;
        _answer = offered.Count == 1
            ? new($"This version serves {ClientKinds.Word(offered[0]).ToLowerInvariant()}s; ", "a name is all it needs", ".")
            : new("", "A kind and a name are all it needs", "; everything else can change later.");
    }

    // What was typed stays when the kind changes; what the kind proposes is proposed anew.
    private void Choose(ClientKind kind)
    {
        var proposed = ClientDraft.For(kind);
        (proposed.Id, proposed.Name, proposed.Description) = (_draft.Id, _draft.Name, _draft.Description);
        _draft = proposed;
    }

    private void Name(string name)
    {
        _draft.Name = name;
        if (!_idIsTheirs)
        {
            _draft.Id = ClientIdProposal.From(name);
        }
    }

    private void Id(string id)
    {
        _draft.Id = id;
        _idIsTheirs = id.Length > 0;
        _refusals = [];
    }

    private async Task CreateAsync()
    {
        await _form!.ValidateAsync();
        if (!_form.IsValid || _creating)
        {
            return;
        }

        _creating = true;
        var actor = await Me.GetAsync(_gone.Token);
        if (_draft.Kind == ClientKind.Machine)
        {
            await CreateMachineAsync(actor);
        }
        else
        {
            var saved = await Administration.CreateAsync(_draft, actor, _gone.Token);
            _refusals = saved.Refusals;
            if (!saved.Failed)
            {
                _created = true;
                Navigation.NavigateTo(ClientAddress.Of(saved.Value.Id));
            }
        }

        _creating = false;
    }

    private async Task CreateMachineAsync(Administrator actor)
    {
        var order = new SecretOrder(SecretLabelProposal.For([], Clock.GetUtcNow()), _expiresAt);
        var saved = await Administration.CreateWithSecretAsync(_draft, order, actor, _gone.Token);
        _refusals = saved.Refusals;
        if (!saved.Failed)
        {
            _created = true;
            StateHasChanged();
            await SecretDialog.ShowAsync(Dialogs, saved.Value);
            Navigation.NavigateTo(ClientAddress.Of(saved.Value.Client.Id, ClientTab.Credentials));
        }
    }
}
