using System.Collections.Immutable;
using Dex.Domain.Audit;

namespace Dex.Domain.Users;

/// <summary>An account's fields as text for people: what audit records, what a conflict compares. The password's hash is none of them.</summary>
public static class LocalUserChanges
{
    public static FieldList<LocalUser> Fields { get; } = new(
        new("Name", user => NullIfEmpty(user.Name), (into, from) => into with { Name = from.Name }),
        new("User name", user => NullIfEmpty(user.Username), (into, from) => into with { Username = from.Username }),
        new("Preferred user name", user => NullIfEmpty(user.PreferredUsername), (into, from) => into with { PreferredUsername = from.PreferredUsername }),
        new("E-mail verified", user => YesOrNo(user.EmailVerified), (into, from) => into with { EmailVerified = from.EmailVerified }),
        new("Groups", user => user.Groups.IsEmpty ? null : string.Join('\n', user.Groups), (into, from) => into with { Groups = from.Groups }),
        new("Administrator", user => YesOrNo(user.IsAdministrator), (into, from) => into with { IsAdministrator = from.IsAdministrator }),
        new("Locked", user => YesOrNo(user.IsLocked), (into, from) => into with { IsLocked = from.IsLocked }) { IsEdited = false },
        new("User id", user => NullIfEmpty(user.UserId), (into, from) => into with { UserId = from.UserId }) { IsEdited = false });

    /// <inheritdoc cref="FieldList{T}.Between"/>
    public static ImmutableArray<FieldChange> Between(LocalUser? before, LocalUser? after) => Fields.Between(before, after);

    private static string YesOrNo(bool value) => value ? "yes" : "no";

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
