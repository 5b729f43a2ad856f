using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Parts;

/// <summary>Decides a conflict per field and saves the outcome; it closes only when that succeeded, and begins anew when somebody was faster again.</summary>
/// <typeparam name="T">What two people edited.</typeparam>
public sealed partial class ConflictDialog<T> : IDisposable
    where T : class
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, Side> _choices = new(StringComparer.Ordinal);
    private IReadOnlyList<FieldContest> _contests = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private Edition<T>? _newer;
    private bool _saving;

    private enum Side
    {
        Nobody,
        Theirs,
        Yours,
    }

    /// <summary>What is to be decided.</summary>
    [Parameter, EditorRequired]
    public Conflict<T> Conflict { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    private Edition<T> Before => Conflict.Before;

    private Edition<T> Theirs => _newer ?? Conflict.Theirs;

    private List<string> Undecided =>
        [.. _contests.Where(contest => _choices.GetValueOrDefault(contest.Field) == Side.Nobody).Select(contest => contest.Field)];

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
        _contests = Conflict.Fields.Contest(Before.Value, Theirs.Value, Conflict.Yours);
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
        var merged = _contests
            .Where(contest => _choices[contest.Field] == Side.Yours)
            .Aggregate(Theirs.Value, (value, contest) => Conflict.Fields.Take(value, Conflict.Yours, contest.Field));
        var saved = await Conflict.Save(merged, Theirs.Version, _gone.Token);
        _saving = false;
        if (!saved.Failed)
        {
            Dialog.Close(DialogResult.Ok(saved.Value));
        }
        else if (saved.IsConflict && await Conflict.Reload(_gone.Token) is { } newer)
        {
            _newer = newer;
            Compare();
            _refusals = [new Refusal("conflict", $"{newer.By} saved version {newer.Version} meanwhile. Choose again.")];
        }
        else
        {
            _refusals = saved.Refusals;
        }
    }
}
