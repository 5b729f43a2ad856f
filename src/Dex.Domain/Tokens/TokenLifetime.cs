using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Trials;

namespace Dex.Domain.Tokens;

/// <summary>How long a client's ID and access tokens live, and who says so: the client's own lifetime before the server's.</summary>
public sealed record TokenLifetime(TimeSpan Value, ClaimReason Reason)
{
    /// <param name="trial">Set for a trial, whose tokens live a minute whatever the settings say.</param>
    public static TokenLifetime Of(Client client, ServerPolicy policy, Trial? trial = null) =>
        trial is not null ? new TokenLifetime(TrialSecrets.Lifetime, ClaimReasons.TrialLifetime)
        : client.TokenLifetime is { } own
            ? new TokenLifetime(own, client.IsReadOnly ? ClaimReasons.ClientLifetimeOfFile : ClaimReasons.ClientLifetime)
            : new TokenLifetime(policy.File.Lifetimes.IdTokens, ReasonOf(policy));

    private static ClaimReason ReasonOf(ServerPolicy policy) => policy.File.Resolve("expiry.idTokens", policy.File.Lifetimes.IdTokens).Source switch
    {
        SettingSource.Environment => ClaimReasons.EnvironmentLifetime,
        SettingSource.File => ClaimReasons.FileLifetime,
        _ => ClaimReasons.DefaultLifetime,
    };
}
