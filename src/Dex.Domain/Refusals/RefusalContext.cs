using Dex.Domain.Clients;
using Dex.Domain.Policies;

namespace Dex.Domain.Refusals;

/// <summary>A refusal and what is known now of the things it speaks of. Whoever puts both into words must say which of the two it is.</summary>
/// <param name="Client">As it is now; null when no client has the id.</param>
/// <param name="Policy">The settings in force now.</param>
public sealed record RefusalContext(RefusalRecord Record, Client? Client, ServerPolicy Policy)
{
    public RequestFacts Facts => Record.Facts;

    /// <summary>True when the client is as it was when the request came, so that what it says now was so then.</summary>
    public bool ClientIsUnchanged => Client is not null && Client.UpdatedAt <= Record.At;

    /// <summary>True when nobody has saved another list of grants since.</summary>
    public bool GrantsAreUnchanged => Policy.GrantTypes.Change is not { } change || change.At <= Record.At;

    /// <summary>The secret that matched and was refused; null when none did, or when it is gone.</summary>
    public ClientSecret? Secret => Client?.Secrets.FirstOrDefault(secret => secret.Id == Record.SecretId);
}
