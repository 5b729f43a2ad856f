using Dex.Domain.Users;

namespace Dex.Web.Components.Users;

/// <summary>An account under the hands of an administrator: as it is stored, and the draft that the form writes to.</summary>
public sealed class AccountEdit(LocalUser stored)
{
    /// <summary>What the draft is compared with and saved over.</summary>
    public LocalUser Stored { get; private set; } = stored;

    public LocalUserDraft Draft { get; private set; } = LocalUserDraft.Of(stored);

    /// <summary>The names of the fields that differ from what is stored.</summary>
    public IReadOnlyList<string> Changed => [.. LocalUserChanges.Between(Stored, Yours).Select(change => change.Field)];

    public bool IsDirty => Changed.Count > 0;

    /// <summary>The account as it would be stored now.</summary>
    public LocalUser Yours => Current().ApplyTo(Stored);

    /// <summary>The draft without the blank lines that stand in a form waiting to be typed in.</summary>
    public LocalUserDraft Current() => Cleaned(Draft);

    public static LocalUserDraft Cleaned(LocalUserDraft draft)
    {
        var copy = LocalUserDraft.Of(draft.ApplyTo(new LocalUser { Email = draft.Email, PasswordHash = "" }));
        copy.Groups = [.. copy.Groups.Select(group => group.Trim()).Where(group => group.Length > 0)];
        return copy;
    }

    /// <summary>Puts back what was kept in the browser.</summary>
    public void Restore(LocalUserDraft kept)
    {
        Draft = Cleaned(kept);
        Draft.Email = Stored.Email;
    }

    /// <summary>Takes the stored account after a change to what no draft holds (password, lock); what was typed stays.</summary>
    public void Follow(LocalUser stored) => Stored = stored;
}
