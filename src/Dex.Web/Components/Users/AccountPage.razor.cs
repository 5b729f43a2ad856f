using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>One account: what applications learn of it, whether anybody can sign in with it, and the acts that change that.</summary>
public sealed partial class AccountPage : IDisposable
{
    private static readonly Crumb[] _crumbs = [new("Users", UserAddress.Accounts), new("Accounts", UserAddress.Accounts)];

    private readonly CancellationTokenSource _gone = new();
    private string _email = "";
    private AccountStanding? _standing;
    private AccountEdit? _edit;
    private LocalUser? _theirs;
    private LocalUser? _beforeSave;
    private AnswerLine? _answer;
    private ILookup<string, string> _faults = UserForms.NoFaults;
    private IReadOnlyList<Refusal> _refusals = [];
    private Loadable<AccountRead>? _load;
    private SaveBar? _bar;
    private bool _saving;
    private bool _leaving;

    /// <summary>Read from the address itself; see <see cref="UserAddress.EmailIn"/>.</summary>
    [Parameter]
    public string? Email { get; set; }

    [Inject]
    private ILocalUserStore Users { get; set; } = default!;

    [Inject]
    private IIdentityStore Identities { get; set; } = default!;

    [Inject]
    private IAuditLog Audit { get; set; } = default!;

    [Inject]
    private AccountReader Accounts { get; set; } = default!;

    [Inject]
    private AccountConflict Conflicts { get; set; } = default!;

    [Inject]
    private UserAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnParametersSet()
    {
        var email = EmailRule.Normalize(UserAddress.EmailIn(Navigation.ToBaseRelativePath(Navigation.Uri)));
        if (email != _email)
        {
            (_email, _standing, _edit, _theirs, _answer) = (email, null, null, null, null);
            (_faults, _refusals) = (UserForms.NoFaults, []);
        }
    }

    private async Task<AccountRead> ReadAsync(CancellationToken ct)
    {
        if (await Users.FindAsync(_email, ct) is not { } user)
        {
            return new AccountRead(null, null, []);
        }

        var standings = await Accounts.ReadAsync([user], await Me.GetAsync(ct), ct);
        var identity = user.UserId.Length > 0 ? await Identities.FindAsync(ConnectorDescription.Local, user.UserId, ct) : null;
        return new AccountRead(standings[0], identity?.LastLoginAt, await Audit.ListAsync(UserAdministration.SubjectType, user.Email, RecentCard.Shown, ct));
    }

    // What is being typed is never replaced: a change from elsewhere waits until it is saved over, and is then decided per field.
    private void Take(AccountRead read)
    {
        _standing = read.Standing;
        if (_standing is not { User: var user })
        {
            _edit = null;
            return;
        }

        _answer = _standing.Answer(read.LastSignIn);
        if (_edit is { IsDirty: true } && user.Version != _edit.Stored.Version)
        {
            _theirs = user;
        }
        else if (_edit?.Stored.Version != user.Version)
        {
            (_edit, _theirs) = (new AccountEdit(user), null);
        }
    }

    private Task RefreshAsync() => _gone.IsCancellationRequested || _load is null || _leaving ? Task.CompletedTask : _load.ReloadAsync();

    private void Edited()
    {
        _faults = _faults.Count > 0 ? UserForms.Faults(_edit!.Current()) : UserForms.NoFaults;
        StateHasChanged();
    }

    private void Restore(LocalUserDraft kept)
    {
        _edit!.Restore(kept);
        StateHasChanged();
    }

    private void Discard()
    {
        _edit = new AccountEdit(_theirs ?? _edit!.Stored);
        (_theirs, _faults, _refusals) = (null, UserForms.NoFaults, []);
    }

    private async Task SaveAsync()
    {
        var draft = _edit!.Current();
        _faults = UserForms.Faults(draft);
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
        if (await Users.FindAsync(_email, _gone.Token) is not { } theirs)
        {
            _refusals = [new Refusal("missing", "Somebody deleted this account while you were editing.")];
        }
        else if (await Conflicts.DecideAsync(Dialogs, _edit!.Stored, theirs, _edit.Yours, _gone.Token) is { } merged)
        {
            await FinishAsync(merged);
        }
    }

    private async Task FinishAsync(LocalUser saved)
    {
        _beforeSave = _edit!.Stored.Version == saved.Version - 1 ? _edit.Stored : null;
        _edit = new AccountEdit(saved);
        (_theirs, _refusals, _faults) = (null, [], UserForms.NoFaults);
        _bar?.ShowSaved($"Saved as version {saved.Version}. Applications learn it at the next sign-in.");
        await RefreshAsync();
    }

    private async Task UndoAsync()
    {
        if (_beforeSave is not { } before)
        {
            _refusals = [new Refusal("conflict", "More than one save lies between; change it back by hand.")];
            return;
        }

        var saved = await Administration.UpdateAsync(LocalUserDraft.Of(before), _edit!.Stored.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        _refusals = saved.Refusals;
        if (!saved.Failed)
        {
            await FinishAsync(saved.Value);
        }
    }

    private async Task ResetAsync()
    {
        if (await ResetPasswordDialog.ShowAsync(Dialogs, _edit!.Stored, _standing!.IsOwn) is { } reset)
        {
            _edit.Follow(reset.User);
            if (reset.Password.IsGenerated)
            {
                await PasswordDialog.ShowAsync(Dialogs, reset.User, reset.Password);
            }

            Announcer.Say($"The password of {reset.User.DisplayName} is set.");
        }

        await RefreshAsync();
    }

    private async Task SwitchAsync()
    {
        if (_edit!.Stored.IsLocked)
        {
            _refusals = await UnlockAsync() is { } refusal ? [refusal] : [];
        }
        else
        {
            await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Lock {_edit.Stored.DisplayName}?", AccountEffects.OfLocking(_standing!), "Lock account")
            {
                Act = LockAsync,
            });
        }

        await RefreshAsync();
    }

    private async Task<string?> LockAsync(CancellationToken ct)
    {
        var saved = await Administration.LockAsync(_email, _edit!.Stored.Version, await Me.GetAsync(ct), ct);
        return Follow(saved, "is locked")?.Message;
    }

    private async Task<Refusal?> UnlockAsync()
    {
        var saved = await Administration.UnlockAsync(_email, _edit!.Stored.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        return Follow(saved, "is open again");
    }

    private async Task LiftAsync()
    {
        var saved = await Administration.LiftLockOutAsync(_email, await Me.GetAsync(_gone.Token), _gone.Token);
        _refusals = saved.Refusals;
        if (!saved.Failed)
        {
            Announcer.Say($"{saved.Value.DisplayName} may try again.");
        }

        await RefreshAsync();
    }

    private Refusal? Follow(Saved<LocalUser> saved, string done)
    {
        if (saved.Failed)
        {
            return saved.Refusals[0];
        }

        _edit!.Follow(saved.Value);
        Announcer.Say($"{saved.Value.DisplayName} {done}.");
        return null;
    }

    private async Task DeleteAsync()
    {
        var user = _edit!.Stored;
        var identity = user.UserId.Length > 0 ? await Identities.FindAsync(ConnectorDescription.Local, user.UserId, _gone.Token) : null;
        var deleted = await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Delete {user.DisplayName}?", AccountEffects.OfDeleting(_standing!, identity), "Delete account")
        {
            Type = user.Email,
            Act = async ct =>
            {
                _leaving = true;
                var saved = await Administration.DeleteAsync(user.Email, user.Version, await Me.GetAsync(ct), ct);
                _leaving = !saved.Failed;
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (deleted)
        {
            Announcer.Say($"{user.DisplayName} is deleted.");
            Navigation.NavigateTo(UserAddress.Accounts);
        }
        else
        {
            await RefreshAsync();
        }
    }
}

/// <summary>What the page reads; <paramref name="Standing"/> is null when there is no such account.</summary>
/// <param name="LastSignIn">To any application or this console; null when there was none.</param>
/// <param name="Entries">The newest of the record.</param>
public sealed record AccountRead(AccountStanding? Standing, DateTimeOffset? LastSignIn, IReadOnlyList<AuditEntry> Entries);
