using Dex.Domain.Administration;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Keys;

/// <summary>What verifies what until when? Rotation tells first what changes, and that nothing breaks.</summary>
public sealed partial class KeysPage : IDisposable
{
    private static readonly Crumb[] _crumbs = [new("Protocol")];

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<KeyLife> _lives = [];
    private KeySettings _policy = default!;
    private RecentChanges _changes = default!;
    private ITimer? _aging;
    private DateTimeOffset _now;

    [Inject]
    private IKeyRingSource Ring { get; set; } = default!;

    [Inject]
    private IKeyAdministration Administration { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private ISigner Signer { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private AnswerLine Answer
    {
        get
        {
            if (Ring.Current.Signing is not { } signing)
            {
                return new("", "No key signs yet", ", so no token can be issued.");
            }

            var verifying = _lives.Count - 1;
            var older = verifying switch
            {
                0 => "No older key verifies.",
                1 => "One older key still verifies.",
                _ => $"{Amount.InWords(verifying)} older keys still verify.",
            };
            var left = Ring.Current.NextRotationAt - _now;
            var next = left > TimeSpan.Zero ? $"the next takes over in {Ago.Length(left)}" : "its replacement is due";
            return new($"{older} ", $"Key {Short(signing.Public.Id)} signs", $"; {next}, on its own.");
        }
    }

    public void Dispose()
    {
        Ring.Changed -= OnRotated;
        _changes.Dispose();
        _aging?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        _changes = new RecentChanges(Clock, () => _ = InvokeAsync(StateHasChanged));
        Read();
        Ring.Changed += OnRotated;
        _aging = Clock.CreateTimer(_ => InvokeAsync(Age), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
    }

    private static string Short(string id) => id.Length > 11 ? $"{id[..4]}…{id[^4..]}" : id;

    private void Read()
    {
        _now = Clock.GetUtcNow();
        _policy = KeySettings.Of(Policies.Current);
        _lives = KeyLife.Of(Ring.Current, _policy.TokenLifetime, _now);
    }

    private void Age()
    {
        Read();
        StateHasChanged();
    }

    private void OnRotated() => _ = InvokeAsync(() =>
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        var before = _lives.Select(life => life.Id).ToHashSet(StringComparer.Ordinal);
        Read();
        _changes.Mark(_lives.Select(life => life.Id).Where(id => !before.Contains(id)));
        StateHasChanged();
    });

    private async Task RotateAsync()
    {
        var done = await ConfirmDialog.AskAsync(Dialogs, new Confirmation("Rotate the signing key now?", Effect(), "Rotate now")
        {
            Destructive = false,
            Act = async ct =>
            {
                var saved = await Administration.RotateNowAsync(await Me.GetAsync(ct), ct);
                return saved.Failed ? string.Join(' ', saved.Refusals.Select(refusal => refusal.Message)) : null;
            },
        });
        if (done)
        {
            Announcer.Say($"Rotated. Key {Short(Ring.Current.Signing?.Public.Id ?? "")} signs now.");
            OnRotated();
        }
    }

    private string Effect()
    {
        var made = $"A new {_policy.Algorithm} key signs from now on.";
        if (Ring.Current.Signing is not { } signing)
        {
            return made;
        }

        var until = (Clock.GetUtcNow() + _policy.TokenLifetime).UtcDateTime;
        var change = signing.Public.Algorithm == _policy.Algorithm
            ? ""
            : $" That is another algorithm than the {signing.Public.Algorithm} of today: callers that accept only the old one will refuse new tokens.";
        return $"{made}{change} Key {Short(signing.Public.Id)} goes on verifying until {until:d MMM, HH:mm} UTC at the earliest, "
            + $"{Ago.Length(_policy.TokenLifetime)} from now, which is as long as its tokens live: no token breaks. "
            + "Callers may keep the key set for ten minutes, and fetch it anew when they meet a key id that they do not know.";
    }
}
