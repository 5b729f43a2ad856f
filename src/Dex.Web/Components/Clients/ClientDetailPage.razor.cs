using Dex.Domain.Activity;
using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Clients;

/// <summary>One client: its head, its tabs, and the one draft they share.</summary>
public sealed partial class ClientDetailPage : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MarkedFor = TimeSpan.FromSeconds(8);
    private static readonly ILookup<string, string> _none = Array.Empty<string>().ToLookup(fault => fault);

    private readonly CancellationTokenSource _gone = new();
    private string _id = "";
    private string _me = "";
    private ClientTab _tab;
    private ClientStanding? _standing;
    private SecretUses _uses = SecretUses.None;
    private ClientEdit? _edit;
    private Client? _theirs;
    private Client? _beforeSave;
    private AnswerLine? _answer;
    private AnswerLine? _tabAnswer;
    private ILookup<string, string> _faults = _none;
    private IReadOnlyList<Refusal> _refusals = [];
    private Loadable<ClientRead>? _load;
    private SaveBar? _bar;
    private Coalescer? _refresh;
    private ITimer? _mark;
    private string? _marked;
    private bool _saving;
    private bool _leaving;

    /// <summary>Read from the address itself; see <see cref="ClientAddress.IdIn"/>.</summary>
    [Parameter]
    public string? Id { get; set; }

    [Parameter]
    public string? Tab { get; set; }

    [CascadingParameter]
    private ConsoleFrame? Frame { get; set; }

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private IClientDirectory Directory { get; set; } = default!;

    [Inject]
    private IActivityReader Activity { get; set; } = default!;

    [Inject]
    private ClientAdministration Administration { get; set; } = default!;

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

    private IReadOnlyList<Crumb> Crumbs => [new("Clients", ClientAddress.List), new(_standing?.Client.Name ?? _id, ClientAddress.Of(_id))];

    private IReadOnlyList<TabLink> Tabs =>
    [
        .. ClientTabs.For(_standing!.Client).Select(tab => new TabLink(tab.Title(), ClientAddress.Of(_id, tab)) { Shape = ShapeOf(tab) }),
    ];

    public void Dispose()
    {
        Directory.Changed -= OnClientChanged;
        Activity.Changed -= OnActivity;
        _refresh?.Dispose();
        _mark?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        _refresh = new Coalescer(Clock, Pace, () => InvokeAsync(RefreshAsync));
        Directory.Changed += OnClientChanged;
        Activity.Changed += OnActivity;
    }

    protected override void OnParametersSet()
    {
        var id = ClientAddress.IdIn(Navigation.ToBaseRelativePath(Navigation.Uri));
        if (id != _id)
        {
            (_id, _standing, _edit, _theirs, _answer) = (id, null, null, null, null);
            (_faults, _refusals) = (_none, []);
        }

        var tab = ClientTabs.Find(Tab) ?? ClientTab.Overview;
        if (tab != _tab)
        {
            (_tab, _tabAnswer) = (tab, null);
        }
    }

    private StatusKind? ShapeOf(ClientTab tab) => tab switch
    {
        ClientTab.Credentials => SecretWords.Of(_standing!.Client, _standing.Now).Kind is var kind and (StatusKind.Error or StatusKind.Warn or StatusKind.Turning)
            ? kind
            : null,
        _ => null,
    };

    private void OnClientChanged(string? id)
    {
        if (id is null || id == _id)
        {
            _refresh?.Nudge();
        }
    }

    private void OnActivity() => _refresh?.Nudge();

    private Task RefreshAsync() => _gone.IsCancellationRequested || _load is null || _leaving ? Task.CompletedTask : _load.ReloadAsync();

    private async Task<ClientRead> ReadAsync(CancellationToken ct)
    {
        _me = (await Me.GetAsync(ct)).Email;
        if (await Clients.FindAsync(_id, ct) is not { } client)
        {
            return new ClientRead(null, SecretUses.None);
        }

        var now = Clock.GetUtcNow();
        var standings = await ClientStandings.ReadAsync([client], Activity, now, ct);
        return new ClientRead(standings[0], await SecretUses.ReadAsync(client, Activity, now, ct));
    }

    // What is being typed is never replaced: a change from elsewhere waits until it is saved over, and is then decided per field.
    private void Take(ClientRead read)
    {
        (_standing, _uses) = (read.Standing, read.Uses);
        if (_standing is not { Client: var client })
        {
            _edit = null;
            return;
        }

        _answer = ClientAnswers.Of(_standing, _uses.Rotation);
        if (_edit is null)
        {
            _edit = new ClientEdit(client);
        }
        else if (client.Version != _edit.Stored.Version)
        {
            TakeChange(client);
        }
    }

    private void TakeChange(Client client)
    {
        if (_edit!.IsDirty)
        {
            _theirs = client;
            return;
        }

        var changed = ClientChanges.Between(_edit.Stored, client).Select(change => change.Field);
        _edit = new ClientEdit(client);
        _theirs = null;
        if (client.UpdatedBy == _me)
        {
            return;
        }

        _marked = $"{client.UpdatedBy} saved version {client.Version}: {string.Join(", ", changed)}.";
        _mark?.Dispose();
        _mark = Clock.CreateTimer(_ => InvokeAsync(Unmark), null, MarkedFor, Timeout.InfiniteTimeSpan);
    }

    private void Unmark()
    {
        _marked = null;
        StateHasChanged();
    }

    private void Edited()
    {
        _faults = _faults.Count > 0 ? ClientForms.Faults(_edit!.Current()) : _none;
        StateHasChanged();
    }

    private void Restore(ClientDraft kept)
    {
        _edit!.Restore(kept);
        StateHasChanged();
    }

    private void Discard()
    {
        _edit = new ClientEdit(_theirs ?? _edit!.Stored);
        (_theirs, _faults, _refusals) = (null, _none, []);
    }

    private bool IsHere(string target) => ClientAddress.IsWithin(Navigation.ToBaseRelativePath(Navigation.ToAbsoluteUri(target).ToString()), _id);

    private async Task SaveAsync()
    {
        var draft = _edit!.Current();
        _faults = ClientForms.Faults(draft);
        _refusals = [];
        if (_faults.Count > 0)
        {
            return;
        }

        _saving = true;
        var saved = await Administration.UpdateAsync(draft, _edit.Stored.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        _saving = false;
        if (saved.IsConflict)
        {
            await ResolveAsync();
        }
        else if (saved.Failed)
        {
            _refusals = saved.Refusals;
        }
        else
        {
            await FinishAsync(saved.Value);
        }
    }

    private async Task ResolveAsync()
    {
        if (await Clients.FindAsync(_id, _gone.Token) is not { } theirs)
        {
            _refusals = [new Refusal("missing", "Somebody deleted this client while you were editing.")];
        }
        else if (await ClientConflict.DecideAsync(Dialogs, _edit!.Stored, theirs, _edit.Yours, Administration, Clients, Me) is { } merged)
        {
            await FinishAsync(merged);
        }
    }

    private async Task FinishAsync(Client saved)
    {
        _beforeSave = _edit!.Stored.Version == saved.Version - 1 ? _edit.Stored : null;
        _edit = new ClientEdit(saved);
        (_theirs, _refusals, _faults) = (null, [], _none);
        _bar?.ShowSaved($"Saved as version {saved.Version}. In force {(Frame?.Nodes > 1 ? $"here, and on all {Frame.Nodes} nodes within a second" : "now")}.");
        await RefreshAsync();
    }

    private async Task UndoAsync()
    {
        if (_beforeSave is not { } before)
        {
            _refusals = [new Refusal("conflict", "More than one save lies between; change it back by hand.")];
            return;
        }

        var saved = await Administration.UpdateAsync(ClientDraft.Of(before), _edit!.Stored.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        _refusals = saved.Refusals;
        if (!saved.Failed)
        {
            await FinishAsync(saved.Value);
        }
    }

    private async Task Follow(Client saved)
    {
        _edit!.Follow(saved);
        await RefreshAsync();
    }

    private async Task SwitchAsync()
    {
        var client = _edit!.Stored;
        if (!client.Enabled)
        {
            _refusals = await EnableAsync(client, true) is { } refusal ? [new Refusal("refused", refusal)] : [];
            return;
        }

        await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Disable {client.Name}?", ClientEffects.OfDisabling(_standing!), "Disable")
        {
            Act = async _ => await EnableAsync(client, false),
        });
    }

    // Null when done; else the refusal, for the dialog that asked.
    private async Task<string?> EnableAsync(Client client, bool enabled)
    {
        var saved = await Administration.EnableAsync(client.Id, enabled, client.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        if (saved.Failed)
        {
            return saved.Refusals[0].Message;
        }

        Announcer.Say($"{saved.Value.Name} is {(enabled ? "enabled" : "disabled")}.");
        await Follow(saved.Value);
        return null;
    }

    private async Task DeleteAsync()
    {
        var client = _edit!.Stored;
        var deleted = await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Delete {client.Name}?", ClientEffects.OfDeleting(_standing!), "Delete client")
        {
            Type = client.Id,
            Act = async ct =>
            {
                _leaving = true;
                var saved = await Administration.DeleteAsync(client.Id, client.Version, await Me.GetAsync(ct), ct);
                _leaving = !saved.Failed;
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (deleted)
        {
            Announcer.Say($"{client.Name} is deleted.");
            Navigation.NavigateTo(ClientAddress.List);
        }
    }
}

/// <summary>What the page reads; <paramref name="Standing"/> is null when there is no such client.</summary>
public sealed record ClientRead(ClientStanding? Standing, SecretUses Uses);
