using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>Two edits of one account. An account does not say who saved it last; its record of changes does.</summary>
public sealed class AccountConflict(UserAdministration administration, ILocalUserStore users, IAuditLog audit, ICurrentAdministrator me)
{
    private const string SomebodyElse = "Somebody else";

    /// <summary>What was saved; null when the person keeps editing.</summary>
    public async Task<LocalUser?> DecideAsync(IDialogService dialogs, LocalUser before, LocalUser theirs, LocalUser yours, CancellationToken ct) =>
        await new Conflict<LocalUser>("account", new Edition<LocalUser>(before, before.Version, ""), await EditionOfAsync(theirs, ct), yours)
        {
            Fields = LocalUserChanges.Fields,
            Save = async (merged, version, token) =>
                await administration.UpdateAsync(LocalUserDraft.Of(merged), version, await me.GetAsync(token), token),
            Reload = async token => await users.FindAsync(yours.Email, token) is { } newer ? await EditionOfAsync(newer, token) : null,
        }.DecideAsync(dialogs);

    private async Task<Edition<LocalUser>> EditionOfAsync(LocalUser user, CancellationToken ct)
    {
        var last = await audit.ListAsync(UserAdministration.SubjectType, user.Email, 1, ct);
        return new Edition<LocalUser>(user, user.Version, last is [var entry, ..] ? entry.Actor : SomebodyElse);
    }
}
