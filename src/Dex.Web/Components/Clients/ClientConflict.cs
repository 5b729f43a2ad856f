using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Web.Components.Parts;
using MudBlazor;

namespace Dex.Web.Components.Clients;

/// <summary>Two edits of one client.</summary>
public static class ClientConflict
{
    /// <summary>What was saved; null when the person keeps editing.</summary>
    public static Task<Client?> DecideAsync(
        IDialogService dialogs, Client before, Client theirs, Client yours, ClientAdministration administration, IClientStore clients,
        ICurrentAdministrator me) =>
        new Conflict<Client>("client", EditionOf(before), EditionOf(theirs), yours)
        {
            Fields = ClientChanges.Fields,
            Save = async (merged, version, ct) => await administration.UpdateAsync(ClientDraft.Of(merged), version, await me.GetAsync(ct), ct),
            Reload = async ct => await clients.FindAsync(yours.Id, ct) is { } newer ? EditionOf(newer) : null,
        }.DecideAsync(dialogs);

    private static Edition<Client> EditionOf(Client client) => new(client, client.Version, client.UpdatedBy);
}
