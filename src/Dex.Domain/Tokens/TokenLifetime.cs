using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Policies;

namespace Dex.Domain.Tokens;

/// <summary>How long a client's ID and access tokens live, and who says so: the client's own lifetime before the server's.</summary>
public sealed record TokenLifetime(TimeSpan Value, ClaimReason Reason)
{
    public static TokenLifetime Of(Client client, ServerPolicy policy) =>
        client.TokenLifetime is { } own
            ? new TokenLifetime(own, client.IsReadOnly ? ClaimReasons.ClientLifetimeOfFile : ClaimReasons.ClientLifetime)
            : new TokenLifetime(policy.File.Lifetimes.IdTokens, ReasonOf(policy));

    private static ClaimReason ReasonOf(ServerPolicy policy) => policy.File.Resolve("expiry.idTokens", policy.File.Lifetimes.IdTokens).Source switch
    {
        SettingSource.Environment => ClaimReasons.EnvironmentLifetime,
        SettingSource.File => ClaimReasons.FileLifetime,
        _ => ClaimReasons.DefaultLifetime,
    };
}
