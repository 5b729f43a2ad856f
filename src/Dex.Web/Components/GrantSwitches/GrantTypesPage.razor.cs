using Dex.Domain.Administration;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Grants = Dex.Domain.Protocol.GrantTypes;

namespace Dex.Web.Components.GrantSwitches;

/// <summary>What is served, and what happens if it is changed? Nothing changes before it is saved, and the save has been measured by then.</summary>
public sealed partial class GrantTypesPage : IDisposable
{
    private static readonly Crumb[] _crumbs = [new("Protocol")];

    private readonly GrantDraft _draft = new();
    private readonly CancellationTokenSource _gone = new();
    private ServerPolicy _policy = default!;
    private IReadOnlyList<string> _grants = [];
    private IReadOnlyList<string> _names = [];
    private IReadOnlyList<GrantUsage>? _usage;
    private IReadOnlyList<SourceLevel> _levels = [];
    private SettingsPreview? _preview;
    private AffectedClients? _affected;
    private RecentChanges _changes = default!;
    private SaveBar? _bar;
    private (ConsoleSettings Before, ConsoleSettings Saved)? _undo;
    private (int Line, string Snippet)? _pin;
    private string? _refusal;
    private bool _saving;
    private bool _previewOpen;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private SettingsAdministration Settings { get; set; } = default!;

    [Inject]
    private GrantUsageReader Usage { get; set; } = default!;

    [Inject]
    private AffectedClientsReader Affected { get; set; } = default!;

    [Inject]
    private ISigner Signer { get; set; } = default!;

    [Inject]
    private IConfigurationFile File { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool Pinned => _policy.GrantTypes.IsPinned;

    private string PinnedBy => File.Path ?? _policy.File.FilePath ?? "the configuration file";

    private string? ChangedBy => _policy.GrantTypes.Change is { } change
        ? $"since {Ago.Date(change.At, Clock.GetUtcNow())}, {change.By}"
        : null;

    private string? SaveText => _affected is { Losing.Count: > 0 } ? (_names.Count == 1 ? "Save…" : $"Save {_names.Count} changes…") : null;

    private AnswerLine Answer => GrantTypesAnswer.Of(_policy, _names.Count, _usage);

    private string TakesOver => GrantTypesAnswer.TakesOver(_policy, Clock.GetUtcNow());

    public void Dispose()
    {
        Policies.Changed -= OnPolicyChanged;
        _changes.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        _changes = new RecentChanges(Clock, () => _ = InvokeAsync(StateHasChanged));
        Take(Policies.Current);
        Policies.Changed += OnPolicyChanged;
    }

    private void OnPolicyChanged() => _ = InvokeAsync(() =>
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        var before = _policy;
        Take(Policies.Current);
        _changes.Mark(_grants.Where(grant => before.Serves(grant) != _policy.Serves(grant)));
        if (!_draft.IsEmpty && before.Console.Version != _policy.Console.Version)
        {
            _refusal = SettingsNews.Between(before, _policy, wishes: true);
        }

        StateHasChanged();
    });

    private void Take(ServerPolicy policy)
    {
        _policy = policy;
        _grants = [.. Grants.ForPeople.Where(policy.Capabilities.GrantTypes.Contains)];
        _pin = Pinned ? File.Locate(policy.GrantTypes.Key) : null;
        _levels = GrantListLevels.Of(policy, Clock.GetUtcNow());
        if (Pinned)
        {
            _draft.Clear();
        }

        _draft.Rebase(policy);
        Recompute();
    }

    private void Recompute()
    {
        _preview = _draft.IsEmpty
            ? null
            : SettingsPreview.Of(_policy, _draft.Proposed(_policy, "", Clock.GetUtcNow()), Signer.Algorithm);
        _affected = _preview is { LostGrants.Count: 0, GainedGrants.Count: 0 } ? AffectedClients.Nobody : null;
        _previewOpen &= _preview is not null;
        _names = _draft.ReturnsToDefault
            ? ["return to the default list"]
            : [.. _draft.Switches.Select(one => $"{Grants.ShortName(one.Key)} {(one.Value ? "on" : "off")}")];
    }

    private bool IsOn(string grant) => ServerCapabilities.WhyUnavailable(grant, _policy.File) is null
        && (_preview?.After ?? _policy).GrantTypes.Value.Contains(grant, StringComparer.Ordinal);

    private bool IsChanged(string grant) => _preview is not null && _preview.After.Serves(grant) != _policy.Serves(grant);

    private (SettingSource? Source, string Key) ReasonOf(string grant, string? reason)
    {
        var key = grant == Grants.Implicit ? "oauth2.responseTypes" : "oauth2.passwordConnector";
        return reason is null ? (null, "") : (_policy.File.Resolve(key, "").Source, key);
    }

    private void Switch(string grant, bool on)
    {
        _refusal = null;
        _draft.Switch(_policy, grant, on);
        Recompute();
    }

    private void ReturnToDefault()
    {
        _draft.ReturnToDefault();
        Recompute();
    }

    private void Discard()
    {
        _refusal = null;
        _draft.Clear();
        Recompute();
    }

    private async Task<IReadOnlyList<GrantUsage>> ReadUsageAsync(CancellationToken ct)
    {
        _usage = await Usage.ReadAsync(_grants, ct);
        StateHasChanged();
        return _usage;
    }

    private async Task OpenPreviewAsync()
    {
        _previewOpen = true;
        await Browser.FocusAsync("#dx-preview");
    }

    private void CloseOnEscape(KeyboardEventArgs press) => _previewOpen &= press.Key != "Escape";

    private async Task SaveAsync()
    {
        if (_preview is not { } preview || _saving)
        {
            return;
        }

        _saving = true;
        _refusal = null;
        var previewed = _policy;
        try
        {
            // What the aside shows may still be on its way; the decision to ask rests on the measured answer only.
            _affected ??= await Affected.ReadAsync(preview, _gone.Token);
            if (_affected.Losing.Count == 0)
            {
                _refusal = await StoreAsync(previewed, _gone.Token) ?? _refusal;
            }
            else
            {
                await ConfirmDialog.AskAsync(Dialogs, GrantLoss.Ask(_affected, ct => StoreAsync(previewed, ct)));
            }
        }
        finally
        {
            _saving = false;
        }

        if (_refusal is not null)
        {
            Announcer.Interrupt(_refusal);
        }
    }

    private async Task<string?> StoreAsync(ServerPolicy previewed, CancellationToken ct)
    {
        var version = previewed.Console.Version;
        var me = await Me.GetAsync(ct);
        var saved = _draft.ReturnsToDefault
            ? await Settings.ForgetGrantsAsync(version, me, ct)
            : await Settings.SaveGrantsAsync(new Dictionary<string, bool>(_draft.Switches), version, me, ct);
        if (!saved.IsConflict)
        {
            return Settle(saved, previewed.Console, "Saved. In force.");
        }

        // A dialog closes, because it asked about consequences that are no longer these. What another node saved arrives in a moment.
        OnPolicyChanged();
        _refusal = _policy.Console.Version == version ? saved.Refusals[0].Message : SettingsNews.Between(previewed, _policy, !_draft.IsEmpty);
        return null;
    }

    private async Task UndoAsync()
    {
        if (_undo is not { } undo)
        {
            return;
        }

        var saved = await Settings.UndoAsync(undo.Before, undo.Saved, await Me.GetAsync(_gone.Token), _gone.Token);
        _refusal = Settle(saved, undo.Saved, "Undone. What was in force before is in force again.");
    }

    private string? Settle(Saved<ConsoleSettings> saved, ConsoleSettings before, string words)
    {
        if (saved.Failed)
        {
            return string.Join(' ', saved.Refusals.Select(refusal => refusal.Message));
        }

        _undo = (before, saved.Value);
        _draft.Clear();
        OnPolicyChanged();
        Recompute();
        _bar?.ShowSaved(words);
        return null;
    }
}
