using Dex.Domain.Identities;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Grants;

/// <summary>A person who is blocked gets no token, whatever the grant (F-26).</summary>
public sealed class PersonGate(IIdentityStore identities, TimeProvider clock)
{
    /// <param name="description">What the caller is told; it does not say that the person is blocked.</param>
    /// <returns>Null when the person may pass, also one who never signed in.</returns>
    public async ValueTask<OAuthError?> WhyRefusedAsync(string connectorId, string userId, string description, CancellationToken ct) =>
        (await identities.FindAsync(connectorId, userId, ct))?.IsBlocked(clock.GetUtcNow()) == true
            ? new OAuthError(CodeRules.PersonBlocked, description)
            : null;
}
