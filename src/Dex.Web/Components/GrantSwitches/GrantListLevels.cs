using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.GrantSwitches;

/// <summary>What each of the four sources says about the grant list.</summary>
public static class GrantListLevels
{
    public static IReadOnlyList<SourceLevel> Of(ServerPolicy policy, DateTimeOffset now) =>
    [
        new(SettingSource.Environment, "has no variable for it"),
        new(SettingSource.File, policy.File.GrantTypes.IsEmpty ? "not set" : Grants(policy.File.GrantTypes.Length)) { Key = "oauth2.grantTypes" },
        policy.Console.GrantTypes is { } saved
            ? new(SettingSource.Console, Grants(saved.Value.Count)) { By = $"{saved.By}, {Ago.Date(saved.At, now)}" }
            : new(SettingSource.Console, "not set"),
        new(SettingSource.Default, Grants(Domain.Protocol.GrantTypes.Defaults.Count + (policy.Flag(FeatureFlags.ClientCredentialGrantEnabledByDefault).IsOn ? 1 : 0))),
    ];

    private static string Grants(int count) => Amount.Of(count, "grant", "grants");
}
