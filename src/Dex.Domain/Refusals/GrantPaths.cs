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
        [GrantTypes.AuthorizationCode] = CodeRules.All,
        [GrantTypes.ClientCredentials] =
        [
            RefusalRules.ScopeTooMany, RefusalRules.ScopeNotForMachines, RefusalRules.ScopeUnknown, RefusalRules.AudienceUntrusted,
            RefusalRules.ClientPublicForMachines,
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every grant that has rules of its own.</summary>
    public static IEnumerable<string> Known => ByGrant.Keys;

    /// <summary>Empty for a grant that has no rules of its own, and for one that nobody knows.</summary>
    public static IReadOnlyList<RefusalRule> Of(string grantType) => ByGrant.GetValueOrDefault(grantType, []);
}
