using Dex.Domain.Connectors;

namespace Dex.Domain.Administration;

/// <summary>The person at the console, as the sign-in established it.</summary>
/// <param name="Email">
/// The identity that audit records: the verified e-mail address in lower case; of a person without one, connector and user id.
/// </param>
/// <param name="Name">Display name.</param>
/// <param name="Address">The client address; empty when unknown.</param>
/// <param name="SecurityStamp">The stamp of a local account at sign-in: a changed password or a locked account ends the session. Else empty.</param>
public sealed record Administrator(string Email, string Name, string Address, string SecurityStamp)
{
    /// <summary>Whom the person signed in with.</summary>
    public string ConnectorId { get; init; } = ConnectorDescription.Local;

    /// <summary>What that connector calls the person; empty for local accounts, which are known by their address.</summary>
    public string UserId { get; init; } = "";
}
