using System.Globalization;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Users;

/// <summary>An account and whether anybody can sign in with it now.</summary>
/// <param name="LockOut">Failed sign-ins that still count; null when there are none.</param>
/// <param name="MayAdminister">By the database or by the file.</param>
/// <param name="IsOwn">True for the account of the person who looks.</param>
/// <param name="ServesApplications">False while the password database is off and lets administrators in, and nobody else.</param>
public sealed record AccountStanding(LocalUser User, LockOut? LockOut, bool MayAdminister, bool IsOwn, bool ServesApplications, DateTimeOffset Now)
{
    public bool IsLockedOut => LockOut?.IsLocked(Now) == true;

    /// <summary>Shape, word and second line.</summary>
    public (StatusKind Kind, string Word, string? Second) Words
    {
        get
        {
            if (Flaw is { } flaw)
            {
                return (StatusKind.Error, "Cannot sign in", flaw);
            }

            return this switch
            {
                { User.IsLocked: true } => (StatusKind.Off, "Locked", "by an administrator"),
                { IsLockedOut: true } => (StatusKind.Warn, "Locked out", LockOutWords),
                { ServesApplications: false, User.IsAdministrator: false } => (StatusKind.Off, "Not in use", "the password database is off"),
                { LockOut.Failures: > 0 and var failures } => (StatusKind.Ok, "Open", Amount.Of(failures, "failed attempt", "failed attempts")),
                _ => (StatusKind.Ok, "Open", null),
            };
        }
    }

    /// <summary>"until 14:32 UTC after 6 failures"; null when not locked out.</summary>
    public string? LockOutWords => LockOut is { LockedUntil: { } until } && IsLockedOut
        ? $"until {until.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC after {Amount.Of(LockOut.Failures, "failure", "failures")}"
        : null;

    /// <summary>What of the record itself keeps everybody out; null when nothing does.</summary>
    public string? Flaw => (BcryptCost.Of(User.PasswordHash), User.UserId.Length) switch
    {
        (null, _) => "its password hash is no bcrypt hash",
        (< BcryptCost.Least, _) => "its password hash is too cheap",
        (> BcryptCost.Greatest, _) => "its password hash is too dear",
        (_, 0) => "it has no user id",
        _ => null,
    };

    /// <summary>The sentence under the account's name.</summary>
    /// <param name="lastSignIn">To any application or this console; null when there was none.</param>
    public AnswerLine Answer(DateTimeOffset? lastSignIn) => this switch
    {
        { Flaw: { } flaw } => new("", "Nobody can sign in with it", $": {flaw}."),
        { User.IsLocked: true } => new("", "Locked", ": nobody can sign in with it until an administrator unlocks it."),
        { LockOutWords: { } lockedOut } => new("Open, but ", $"locked out {lockedOut}", "."),
        { ServesApplications: false, User.IsAdministrator: false } => new("", "It cannot be used now", ": the password database is off, and this is no administrator’s account."),
        _ => lastSignIn is { } at ? new("Open. ", $"Last sign-in {Ago.InWords(at, Now)}", ".") : new("Open. ", "Nobody has signed in with it yet", "."),
    };
}
