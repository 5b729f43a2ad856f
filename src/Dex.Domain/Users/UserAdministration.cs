using System.Collections.Immutable;
using System.Globalization;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using FluentValidation;

namespace Dex.Domain.Users;

/// <summary>
/// The commands on accounts of the password database: one door for the console and the API. Each asks again whether the person may, judges
/// what was typed, refuses what would overwrite somebody else's save or shut the last way in, and records before and after.
/// </summary>
public sealed class UserAdministration(
    ILocalUserStore store, WayIn way, IAdministratorGate gate, IValidator<LocalUserDraft> validator, IPasswordHasher passwords, IAuditLog audit,
    TimeProvider clock)
{
    /// <summary>The kind of subject under which the audit keeps accounts; the subject's id is the address.</summary>
    public const string SubjectType = "user";

    /// <summary>Makes an account, under a user id that nobody had before.</summary>
    public async Task<Saved<LocalUser>> CreateAsync(LocalUserDraft draft, NewPassword password, Administrator actor, CancellationToken ct)
    {
        if (await RefuseAsync(draft, password, actor, ct) is { Length: > 0 } refusals)
        {
            return refusals;
        }

        var email = EmailRule.Normalize(draft.Email);
        if (await store.FindAsync(email, ct) is { } taken)
        {
            return Taken(email, taken.IsFromFile);
        }

        var user = draft.ApplyTo(new LocalUser
        {
            Email = email,
            PasswordHash = await passwords.HashAsync(password.Text, ct),
            UserId = RandomId.New(),
            SecurityStamp = RandomId.New(),
            Version = 1,
        });
        var entry = Entry("user.created", email, actor, [.. LocalUserChanges.Between(null, user), ChangeOf(password)]);
        return await store.AddAsync(user, entry, ct) ? user : Taken(email, isFromFile: false);
    }

    /// <summary>Saves the draft over <paramref name="version"/>; a conflict when somebody else saved since.</summary>
    public async Task<Saved<LocalUser>> UpdateAsync(LocalUserDraft draft, long version, Administrator actor, CancellationToken ct) =>
        await RefuseAsync(draft, null, actor, ct) is { Length: > 0 } refusals
            ? refusals
            : await ChangeAsync(draft.Email, version, "user.changed", actor, draft.ApplyTo, ct);

    /// <summary>Sets another password. It ends the console sessions of the old one, and the lock-out of a person who kept trying it.</summary>
    public async Task<Saved<LocalUser>> ResetPasswordAsync(string email, NewPassword password, long version, Administrator actor, CancellationToken ct)
    {
        var found = await FindChangeableAsync(email, version, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        if (password.WhyRefused() is { } refusal)
        {
            return refusal;
        }

        var next = found.Value with { PasswordHash = await passwords.HashAsync(password.Text, ct), SecurityStamp = RandomId.New() };
        var saved = await StoreAsync(found.Value, next, "user.password_reset", actor, [ChangeOf(password)], ct);
        return await ForgivingAsync(saved, ct);
    }

    /// <summary>Closes the account: nobody signs in with it, and its console sessions end.</summary>
    public Task<Saved<LocalUser>> LockAsync(string email, long version, Administrator actor, CancellationToken ct) =>
        ChangeAsync(email, version, "user.locked", actor, user => user with { IsLocked = true, SecurityStamp = RandomId.New() }, ct);

    /// <summary>Opens the account again, for a person whom wrong attempts locked out too.</summary>
    public async Task<Saved<LocalUser>> UnlockAsync(string email, long version, Administrator actor, CancellationToken ct) => await ForgivingAsync(
        await ChangeAsync(email, version, "user.unlocked", actor, user => user with { IsLocked = false, SecurityStamp = RandomId.New() }, ct), ct);

    /// <summary>Forgets the failed sign-ins of an account. One of the file is no exception: its record stays as it is.</summary>
    public async Task<Saved<LocalUser>> LiftLockOutAsync(string email, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        if (await store.FindAsync(email, ct) is not { } user)
        {
            return Missing(email);
        }

        if (await store.FindLockOutAsync(user.Email, ct) is { } lockOut)
        {
            // Recorded first: better an act that the record has and that did not happen than the reverse.
            var change = new FieldChange("Failed sign-ins", lockOut.Failures.ToString(CultureInfo.InvariantCulture), "0");
            await audit.AppendAsync(Entry("user.lock_out_lifted", user.Email, actor, [change]), ct);
            await store.ClearFailuresAsync(user.Email, ct);
        }

        return user;
    }

    /// <summary>Deletes the account. The deleted account is the answer.</summary>
    public async Task<Saved<LocalUser>> DeleteAsync(string email, long version, Administrator actor, CancellationToken ct)
    {
        var found = await FindChangeableAsync(email, version, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        var user = found.Value;
        var entry = Entry("user.deleted", user.Email, actor, LocalUserChanges.Between(user, null));
        var refusal = await way.WhyNotAsync(user, null, actor, ct) ?? await way.DeleteAsync(user, entry, ct);

        // Whoever gets an account under this address later begins anew.
        return refusal ?? await ForgivingAsync(user, ct);
    }

    private async Task<Saved<LocalUser>> ChangeAsync(
        string email, long version, string action, Administrator actor, Func<LocalUser, LocalUser> change, CancellationToken ct)
    {
        var found = await FindChangeableAsync(email, version, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        var next = change(found.Value);
        return await way.WhyNotAsync(found.Value, next, actor, ct) is { } refusal
            ? refusal
            : await StoreAsync(found.Value, next, action, actor, LocalUserChanges.Between(found.Value, next), ct);
    }

    private async Task<Saved<LocalUser>> StoreAsync(
        LocalUser before, LocalUser after, string action, Administrator actor, ImmutableArray<FieldChange> changes, CancellationToken ct)
    {
        var next = after with { Version = before.Version + 1 };
        return await way.UpdateAsync(before, next, Entry(action, next.Email, actor, changes), ct) is { } refusal ? refusal : next;
    }

    private async Task<Saved<LocalUser>> FindChangeableAsync(string email, long version, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        return await store.FindAsync(email, ct) switch
        {
            null => Missing(email),
            { IsFromFile: true } => new Refusal("read_only", $"The account {email} stands in the configuration file and is changed there."),
            { } user when user.Version != version => WayIn.Conflict,
            { } user => user,
        };
    }

    private async Task<Refusal[]> RefuseAsync(LocalUserDraft draft, NewPassword? password, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return [Forbidden.Refusal];
        }

        var judged = await validator.ValidateAsync(draft, ct);
        var refusals = judged.Errors.Select(error => new Refusal("invalid", error.ErrorMessage, error.PropertyName));
        return password?.WhyRefused() is { } refusal ? [.. refusals, refusal] : [.. refusals];
    }

    private async Task<Saved<LocalUser>> ForgivingAsync(Saved<LocalUser> saved, CancellationToken ct)
    {
        if (!saved.Failed)
        {
            await store.ClearFailuresAsync(saved.Value.Email, ct);
        }

        return saved;
    }

    private AuditEntry Entry(string action, string email, Administrator actor, ImmutableArray<FieldChange> changes) =>
        AuditEntry.By(actor, clock.GetUtcNow(), action, SubjectType, email, changes);

    private static FieldChange ChangeOf(NewPassword password) => new("Password", null, password.Origin);

    private static Refusal Missing(string email) => new("missing", $"There is no account {email} any more.");

    private static Refusal Taken(string email, bool isFromFile) => new(
        "exists",
        isFromFile ? $"The configuration file has an account {email} already." : $"There is an account {email} already.",
        nameof(LocalUserDraft.Email));
}
