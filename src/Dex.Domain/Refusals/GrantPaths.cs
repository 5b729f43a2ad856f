using System.Collections.Frozen;
using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>
/// The rules that a grant adds at the token endpoint to those that all grants share, in the order in which a request meets them. The one
/// place that says so: a new grant is one line here.
/// </summary>
public static class GrantPaths
{
    private static readonly FrozenDictionary<string, IReadOnlyList<RefusalRule>> ByGrant = new Dictionary<string, IReadOnlyList<RefusalRule>>
    {
        [GrantTypes.AuthorizationCode] = [.. CodeRules.All, DeviceRules.CodeForDevice],
        [GrantTypes.ClientCredentials] =
        [
            RefusalRules.ScopeTooMany, RefusalRules.ScopeNotForMachines, RefusalRules.ScopeUnknown, RefusalRules.AudienceUntrusted,
            RefusalRules.ClientPublicForMachines,
        ],
        [GrantTypes.RefreshToken] =
        [
            RefreshTokenRules.Missing, RefreshTokenRules.Unknown, RefreshTokenRules.OtherClient, RefreshTokenRules.NeverIssued, RefreshTokenRules.Spent,
            RefreshTokenRules.SupersededJustNow, RefreshTokenRules.Expired, .. ConnectorRules.All, RefreshTokenRules.ScopeWidened, CodeRules.PersonBlocked,
            RefreshTokenRules.BeingRefreshed, RefreshTokenRules.WaitedTooLong, RefreshTokenRules.UpstreamRefused, RefreshTokenRules.UpstreamFailed,
            RefreshTokenRules.SubjectChanged, CodeRules.AudienceTrustWithdrawn,
        ],
        [GrantTypes.DeviceCode] =
        [
            DeviceRules.CodeMissing, DeviceRules.DeviceCodeUnknown, DeviceRules.OtherClient, DeviceRules.Expired, DeviceRules.SlowDown,
            DeviceRules.Pending, DeviceRules.Denied, DeviceRules.Redeemed, CodeRules.VerifierUnexpected, CodeRules.VerifierMissing,
            CodeRules.ChallengeMethodUnknown, CodeRules.VerifierMismatch, DeviceRules.ConnectorUnavailable, CodeRules.PersonBlocked,
            CodeRules.AudienceTrustWithdrawn,
        ],
        [GrantTypes.Password] =
        [
            PasswordRules.ScopeTooMany, PasswordRules.OpenIdMissing, PasswordRules.ScopeUnknown, PasswordRules.AudienceUntrusted, .. ConnectorRules.All,
            PasswordRules.ConnectorKind, RefusalRules.LimitSignIns, PasswordRules.CheckFailed, RefusalRules.LoginLocked,
            RefusalRules.LoginWrongPassword, CodeRules.PersonBlocked, CodeRules.AudienceTrustWithdrawn,
        ],
        [GrantTypes.TokenExchange] =
        [
            .. ConnectorRules.All, .. ExchangeRules.All, CodeRules.PersonBlocked, RefusalRules.ScopeTooMany, RefusalRules.AudienceUntrusted,
            CodeRules.AudienceTrustWithdrawn,
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every grant that has rules of its own.</summary>
    public static IEnumerable<string> Known => ByGrant.Keys;

    /// <summary>Empty for a grant that has no rules of its own, and for one that nobody knows.</summary>
    public static IReadOnlyList<RefusalRule> Of(string grantType) => ByGrant.GetValueOrDefault(grantType, []);
}
