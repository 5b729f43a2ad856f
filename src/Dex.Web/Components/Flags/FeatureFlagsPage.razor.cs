using Dex.Domain.Administration;
using Dex.Domain.Flags;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Web.Components.GrantSwitches;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Flags;

/// <summary>Which flags are not as shipped, and what is coming? A switch is a wish until it is saved, and its effect is measured by then.</summary>
public sealed partial class FeatureFlagsPage : IDisposable
{
    private const string Away = "away";
    private const string Next = "next";

    private static readonly Crumb[] _crumbs = [new("Protocol")];

    private readonly CancellationTokenSource _gone = new();
    private ServerPolicy _policy = default!;
    private FeatureFlag? _selected;
    private FlagWish? _wish;
    private SettingsPreview? _preview;
    private AffectedClients? _affected;
    private RecentChanges _changes = default!;
    private SaveBar? _bar;
    private (ConsoleSettings Before, ConsoleSettings Saved)? _undo;
    private IReadOnlyList<string> _names = [];
    private string? _nextVersion;
    private string? _refusal;
    private bool _saving;

    [SupplyParameterFromQuery]
    private string? Show { get; set; }

    [SupplyParameterFromQuery]
    private string? Flag { get; set; }

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private SettingsAdministration Settings { get; set; } = default!;

    [Inject]
    private AffectedClientsReader Affected { get; set; } = default!;

    [Inject]
    private ISigner Signer { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private IReadOnlyList<FlagState> Shown =>
    [
        .. Show switch
        {
            Away => _policy.Flags.Where(state => state.IsAwayFromDefault || state.IsSetInVain),
            Next => _policy.Flags.Where(state => FlagEffect.Next(state.Flag)?.Version == _nextVersion),
            _ => _policy.Flags,
        },
    ];

    private IReadOnlyList<(string, string)> Filters =>
        _nextVersion is null ? [("", "All"), (Away, "Away from default")] : [("", "All"), (Away, "Away from default"), (Next, $"Changes in {_nextVersion}")];

    private AnswerLine Answer => FlagWords.Answer(_policy, _names.Count);

    private string? SaveText => _affected is { Losing.Count: > 0 } ? "Save…" : null;

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
        _policy = Policies.Current;
        _nextVersion = FlagEffect.NextVersion(_policy.Flags.Select(state => state.Flag));
        Policies.Changed += OnPolicyChanged;
    }

    protected override void OnParametersSet() => _selected = Flag is null ? null : FeatureFlags.Find(Flag);

    private static string Address(string? show, string? flag)
    {
        var query = string.Join('&', new[] { show is { Length: > 0 } ? $"show={show}" : null, flag is null ? null : $"flag={flag}" }.Where(part => part is not null));
        return query.Length == 0 ? "feature-flags" : $"feature-flags?{query}";
    }

    private static bool IsHere(string address) => address.Contains("/feature-flags?", StringComparison.Ordinal)
        || address.EndsWith("/feature-flags", StringComparison.Ordinal) || address.StartsWith("feature-flags", StringComparison.Ordinal);

    private static IReadOnlyList<ListStep> Rollout(FlagState state) =>
    [
        .. Enum.GetValues<FlagStage>()
            .Where(stage => FlagEffect.Version(state.Flag, stage) is not null)
            .Select(stage => new ListStep(
                stage <= state.Flag.Stage ? StepState.Done : StepState.Next,
                $"{FlagEffect.Version(state.Flag, stage)} {FlagWords.Stage(stage)}",
                FlagEffect.When(stage, state))),
    ];

    private void OnPolicyChanged() => _ = InvokeAsync(() =>
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        var before = _policy;
        _policy = Policies.Current;
        _changes.Mark(_policy.Flags.Where(state => before.Flag(state.Flag).Setting != state.Setting).Select(state => state.Flag.Name));
        Recompute();
        if (_wish is not null && before.Console.Version != _policy.Console.Version)
        {
            _refusal = SettingsNews.Between(before, _policy, wishes: true);
        }

        StateHasChanged();
    });

    private void Filter(string show) => Navigation.NavigateTo(Address(show, Flag), replace: true);

    private Task FocusAsideAsync() => Browser.FocusAsync("#dx-flag");

    private FlagWish? Wish(FeatureFlag flag) => _wish is { } wish && wish.Flag == flag ? wish : null;

    private bool Wished(FlagState state) => Wish(state.Flag) is { } wish ? wish.On ?? state.Flag.Default : state.IsOn;

    private bool IsChanged(FlagState state) => Wish(state.Flag) is not null;

    private bool NotAsked(FlagState state) => state.Flag == FeatureFlags.ClientCredentialGrantEnabledByDefault && _policy.GrantTypes.Source != SettingSource.Default;

    private void Switch(FlagState state, bool on)
    {
        _wish = on == state.IsOn ? null : new FlagWish(state.Flag, on);
        Recompute();
        if (_wish is not null && Flag != state.Flag.Name)
        {
            Navigation.NavigateTo(Address(Show, state.Flag.Name));
        }
    }

    private void Return(FlagState state)
    {
        _wish = new FlagWish(state.Flag, null);
        Recompute();
    }

    private void Discard()
    {
        _wish = null;
        _refusal = null;
        Recompute();
    }

    private void Recompute()
    {
        // Somebody else may have done the same meanwhile.
        if (_wish is { } old && (old.On is { } on ? _policy.Flag(old.Flag).IsOn == on : _policy.Flag(old.Flag).Console is null))
        {
            _wish = null;
        }

        _preview = _wish is { } wish ? Preview(wish) : null;
        _affected = _preview is { LostGrants.Count: 0, GainedGrants.Count: 0 } ? AffectedClients.Nobody : null;
        _names = _wish switch
        {
            null => [],
            { On: null } back => [$"{back.Flag.Name} back to its default"],
            { } switched => [$"{switched.Flag.Name} {(switched.On == true ? "on" : "off")}"],
        };
    }

    private SettingsPreview Preview(FlagWish wish) => SettingsPreview.Of(
        _policy, SettingsAdministration.SwitchFlag(_policy.Console, wish.Flag, wish.On, "", Clock.GetUtcNow()), Signer.Algorithm);

    private string ReturnEffect(FlagState state)
    {
        var preview = Preview(new FlagWish(state.Flag, null));
        return preview.ChangesNothing
            ? "Would change nothing today."
            : $"Would change {Amount.Of(preview.ChangedMembers.Count, "field", "fields")} of discovery{FlagWords.Grants(preview)}.";
    }

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
        if (_wish is not { } wish)
        {
            return null;
        }

        var version = previewed.Console.Version;
        var saved = await Settings.SaveFlagAsync(wish.Flag, wish.On, version, await Me.GetAsync(ct), ct);
        if (!saved.IsConflict)
        {
            return Settle(saved, previewed.Console, "Saved. In force.");
        }

        // A dialog closes, because it asked about consequences that are no longer these. What another node saved arrives in a moment.
        OnPolicyChanged();
        _refusal = _policy.Console.Version == version ? saved.Refusals[0].Message : SettingsNews.Between(previewed, _policy, _wish is not null);
        return null;
    }

    private async Task UndoAsync()
    {
        if (_undo is { } undo)
        {
            var saved = await Settings.UndoAsync(undo.Before, undo.Saved, await Me.GetAsync(_gone.Token), _gone.Token);
            _refusal = Settle(saved, undo.Saved, "Undone. What was in force before is in force again.");
        }
    }

    private string? Settle(Saved<ConsoleSettings> saved, ConsoleSettings before, string words)
    {
        if (saved.Failed)
        {
            return string.Join(' ', saved.Refusals.Select(refusal => refusal.Message));
        }

        _undo = (before, saved.Value);
        _wish = null;
        OnPolicyChanged();
        Recompute();
        _bar?.ShowSaved(words);
        return null;
    }
}

/// <summary>What the person at the page wants of one flag.</summary>
/// <param name="On">Null returns it to its default.</param>
public sealed record FlagWish(FeatureFlag Flag, bool? On);
