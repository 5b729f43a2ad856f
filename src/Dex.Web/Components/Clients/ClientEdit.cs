using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>
/// A client under the hands of an administrator: as it is stored, and the one draft that all tabs write to, so that nothing typed on
/// one tab is lost on another.
/// </summary>
public sealed class ClientEdit
{
    public ClientEdit(Client stored)
    {
        Stored = stored;
        Draft = ClientDraft.Of(stored);
        Claims = RowsOf(Draft);
    }

    /// <summary>What the draft is compared with and saved over.</summary>
    public Client Stored { get; private set; }

    public ClientDraft Draft { get; private set; }

    /// <summary>The static claims as rows, so that a name may be half typed; <see cref="Current"/> makes claims of them.</summary>
    public List<ClaimRow> Claims { get; private set; }

    /// <summary>The names of the fields that differ from what is stored.</summary>
    public IReadOnlyList<string> Changed => [.. ClientChanges.Between(Stored, Yours).Select(change => change.Field)];

    public bool IsDirty => Changed.Count > 0;

    /// <summary>The client as it would be stored now.</summary>
    public Client Yours => Current().ApplyTo(Stored);

    /// <summary>The draft without the blank lines that stand in a form waiting to be typed in.</summary>
    public ClientDraft Current()
    {
        var draft = Copy(Draft);
        foreach (var list in new[] { draft.RedirectUris, draft.PostLogoutRedirectUris, draft.TrustedPeers, draft.MachineGroups })
        {
            list.RemoveAll(string.IsNullOrWhiteSpace);
        }

        draft.MachineClaims = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Claims.Where(row => !row.IsBlank))
        {
            draft.MachineClaims[row.Name.Trim()] = row.Json.Trim();
        }

        return draft;
    }

    /// <summary>Puts back what was kept in the browser.</summary>
    public void Restore(ClientDraft kept)
    {
        Draft = Copy(kept);
        Claims = RowsOf(Draft);
    }

    public void Discard() => Restore(ClientDraft.Of(Stored));

    /// <summary>Takes the stored client after a change to what no draft holds (secrets), or to whether it is enabled; what was typed stays.</summary>
    public void Follow(Client stored)
    {
        Stored = stored;
        Draft.Enabled = stored.Enabled;
    }

    private static ClientDraft Copy(ClientDraft draft) => ClientDraft.Of(draft.ApplyTo(new Client { Id = draft.Id, Name = draft.Name }));

    private static List<ClaimRow> RowsOf(ClientDraft draft) => [.. draft.MachineClaims.Select(claim => new ClaimRow { Name = claim.Key, Json = claim.Value })];
}

/// <summary>One static claim as it is being typed.</summary>
public sealed class ClaimRow
{
    public string Name { get; set; } = "";

    public string Json { get; set; } = "";

    public bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Json);
}
