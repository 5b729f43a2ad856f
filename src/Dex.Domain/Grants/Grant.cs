using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;

namespace Dex.Domain.Grants;

/// <summary>A way to get a token: its type, its scope policy, and how it is redeemed. What all grants share is the dispatcher's.</summary>
public abstract class Grant
{
    /// <summary>The <c>grant_type</c> on the wire.</summary>
    public abstract string Type { get; }

    public virtual ScopePolicy Scopes => ScopePolicy.AlreadyDecided;

    /// <summary>Checks what was presented and issues; everything before has passed.</summary>
    public abstract ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct);
}
