using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Clients;

/// <summary>Decides a conflict per field and saves the outcome; it closes only when that succeeded, and begins anew when somebody was faster again.</summary>
public sealed partial class ConflictDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, Side> _choices = new(StringComparer.Ordinal);
    private IReadOnlyList<FieldContest> _contests = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private Client? _newer;
    private bool _saving;

    private enum Side
    {
        Nobody,
        Theirs,
        Yours,
    }

    /// <summary>What both began with.</summary>
    [Parameter, EditorRequired]
    public Client Before { get; set; } = default!;

    /// <summary>What is stored now.</summary>
    [Parameter, EditorRequired]
    public Client Stored { get; set; } = default!;

    /// <summary>What was to be saved.</summary>
    [Parameter, EditorRequired]
    public Client Yours { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private ClientAdministration Administration { get; set; } = default!;

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    private Client Theirs => _newer ?? Stored;

    private List<string> Undecided =>
        [.. _contests.Where(contest => _choices.GetValueOrDefault(contest.Field) == Side.Nobody).Select(contest => contest.Field)];

    /// <summary>What was saved; null when the person keeps editing.</summary>
    public static async Task<Client?> ShowAsync(IDialogService dialogs, Client before, Client theirs, Client yours)
    {
        var parameters = new DialogParameters<ConflictDialog>
        {
            { dialog => dialog.Before, before }, { dialog => dialog.Stored, theirs }, { dialog => dialog.Yours, yours },
        };
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = true, MaxWidth = MaxWidth.Medium, FullWidth = true };
        var shown = await dialogs.ShowAsync<ConflictDialog>("Conflict", parameters, options);
        return await shown.Result is { Canceled: false, Data: Client saved } ? saved : null;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => Compare();

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Browser.FocusAsync("#dx-conflict-keep") : Task.CompletedTask;

    // What only one side changed is taken from it; what both changed belongs to nobody until a person decides.
    private void Compare()
    {
        _contests = ClientChanges.Contest(Before, Theirs, Yours);
        _choices.Clear();
        foreach (var contest in _contests)
        {
            _choices[contest.Field] = contest.IsContested ? Side.Nobody : contest.YouChanged ? Side.Yours : Side.Theirs;
        }
    }

    private void Choose(FieldContest contest, Side side) => _choices[contest.Field] = side;

    private string Chosen(FieldContest contest) =>
        ((_choices[contest.Field] == Side.Yours ? contest.Yours : contest.Theirs) ?? "none").Replace("\n", ", ", StringComparison.Ordinal);

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        _saving = true;
        var merged = _contests.Aggregate(Theirs, (client, contest) => _choices[contest.Field] == Side.Yours ? ClientChanges.Take(client, Yours, contest.Field) : client);
        var saved = await Administration.UpdateAsync(ClientDraft.Of(merged), Theirs.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        _saving = false;
        if (!saved.Failed)
        {
            Dialog.Close(DialogResult.Ok(saved.Value));
        }
        else if (saved.IsConflict && await Clients.FindAsync(Yours.Id, _gone.Token) is { } newer)
        {
            _newer = newer;
            Compare();
            _refusals = [new Refusal("conflict", $"{newer.UpdatedBy} saved version {newer.Version} meanwhile. Choose again.")];
        }
        else
        {
            _refusals = saved.Refusals;
        }
    }
}
