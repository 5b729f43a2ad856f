using System.Text;
using Dex.Domain.Flags;
using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration;

/// <summary>Names what dex's operators may set and what has no effect here: keys and flags in one warning, variables each in one.</summary>
internal static class UnservedSettings
{
    /// <summary>Variables of dex whose feature is not served, so that switching it on must not pass in silence.</summary>
    private static readonly string[] Variables =
        ["DEX_SESSIONS_ENABLED", "DEX_API_CONNECTORS_CRUD", "DEX_API_SESSIONS_IDENTITIES_CRUD"];

    public static IEnumerable<ConfigurationFinding> Warnings(
        BindingReport report, ListenAddresses addresses, ConfigurationEnvironment environment)
    {
        if (Keys(report, addresses) is { Length: > 0 } keys)
        {
            yield return new ConfigurationFinding("", null, $"Understood, and without effect in this version: {keys}.");
        }

        foreach (var variable in Variables.Where(variable => FeatureFlag.Parse(environment[variable]) == true))
        {
            yield return new ConfigurationFinding(variable, null, "The feature of this flag is not part of this version.");
        }

        if (FeatureFlag.Parse(environment[FeatureFlags.EntEnabled.Variable]) == true)
        {
            yield return new ConfigurationFinding(
                FeatureFlags.EntEnabled.Variable, null, "dex's second table layout is not offered; there is one layout here. Unset it.");
        }
    }

    /// <summary>The outermost of them; entries of a list are named once for all.</summary>
    private static string Keys(BindingReport report, ListenAddresses addresses) => Shown.Listed(report.NotServed
        .Where(path => !report.NotServed.Any(other => other != path && ConfigurationPath.IsWithin(path, other)))
        .Select(WithoutIndexes)
        .Concat(addresses.NotServed())
        .Distinct(StringComparer.Ordinal));

    private static string WithoutIndexes(string path)
    {
        var shown = new StringBuilder();
        var isIndex = false;
        foreach (var c in path)
        {
            isIndex = c != ']' && (isIndex || c == '[');
            if (!isIndex || c == '[')
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }
}
