using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;

namespace Dex.Domain.Grants;

/// <summary>RFC 6749 section 4.4: a service gets a token in its own name. No connector, no consent, no session, nothing stored.</summary>
public sealed class ClientCredentialsGrant(MachineTokenIssuer issuer) : Grant
{
    public override string Type => GrantTypes.ClientCredentials;

    public override ScopePolicy Scopes => ScopePolicy.ForMachines;

    public override ValueTask<Result<TokenResponse>> RedeemAsync(TokenRequest request, AuthenticatedClient caller, CancellationToken ct) =>
        ValueTask.FromResult(Redeem(request, caller));

    private Result<TokenResponse> Redeem(TokenRequest request, AuthenticatedClient caller) =>
        // dex checks this after the scopes; a client that sends no secret at all is refused here too.
        caller.Client.IsPublic
            ? new OAuthError(RefusalRules.ClientPublicForMachines, "Public clients cannot use this grant.", "a confidential client", "a public one")
            : issuer.Issue(new MachineIssuance(caller.Client, request.Scopes, request.Nonce, caller.Trial));
}
