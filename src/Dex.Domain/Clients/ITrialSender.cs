using Dex.Domain.Administration;

namespace Dex.Domain.Clients;

/// <summary>
/// Sends a real <c>POST /token</c> with client_credentials through HTTP to this very server, authenticated by a throw-away secret
/// (<see cref="TrialSecrets"/>), and records it for audit. The secret appears nowhere in the result.
/// </summary>
public interface ITrialSender
{
    /// <param name="scopes">In the order in which they are sent; empty leaves the parameter out.</param>
    /// <param name="nonce">Empty leaves the parameter out.</param>
    Task<TrialResult> SendAsync(
        string clientId, IReadOnlyList<string> scopes, ClientAuthenticationMethod method, string nonce, Administrator actor, CancellationToken ct);
}
