using System.Globalization;
using Dex.Domain.Claims;
using Dex.Domain.Identities;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Users;

/// <summary>People who have signed in, in words.</summary>
public static class IdentityWords
{
    /// <summary>What a page calls the person.</summary>
    public static string NameOf(PersonClaims claims) => claims.Username.Length > 0 ? claims.Username : claims.Shown;

    /// <summary>The second line: how the connector tells the person from others.</summary>
    public static string SecondOf(PersonClaims claims) => claims.Email.Length > 0 && claims.Email != NameOf(claims) ? claims.Email : claims.UserId;

    /// <summary>Shape, word and second line.</summary>
    public static (StatusKind Kind, string Word, string? Second) State(UserIdentity identity, DateTimeOffset now) =>
        identity.IsBlocked(now) ? (StatusKind.Off, "Blocked", BlockOf(identity)) : (StatusKind.Ok, "Open", null);

    public static AnswerLine Answer(UserIdentity identity, DateTimeOffset now) => identity.IsBlocked(now)
        ? new("", $"Blocked {BlockOf(identity)}", ": every sign-in of this person is refused.")
        : new("Open. ", $"Last sign-in {Ago.InWords(identity.LastLoginAt, now)}", $", {ConsentsOf(identity.Consents.Length)}.");

    public static AnswerLine Answer(IdentityCount count) => count switch
    {
        { Total: 0 } => new("", "Nobody has signed in yet", ": people appear here with their first sign-in."),
        { Blocked: 0 } => new($"{PeopleOf(count.Total)} signed in, ", "nobody is blocked", "."),
        _ => new($"{PeopleOf(count.Total)} signed in, ", Amount.Of(count.Blocked, "is blocked", "are blocked"), "."),
    };

    public static string PeopleOf(int count) => Amount.Of(count, "person has", "people have");

    private static string BlockOf(UserIdentity identity) => identity.IsBlockedForGood
        ? "for good"
        : $"until {identity.BlockedUntil!.Value.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture)} UTC";

    private static string ConsentsOf(int count) => count == 0 ? "no application has consent" : Amount.Of(count, "application has consent", "applications have consent");
}

/// <summary>People in numbers.</summary>
public sealed record IdentityCount(int Total, int Blocked);
