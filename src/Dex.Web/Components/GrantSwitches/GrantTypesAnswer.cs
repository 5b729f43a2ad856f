using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Grants = Dex.Domain.Protocol.GrantTypes;

namespace Dex.Web.Components.GrantSwitches;

/// <summary>The sentences of the page, computed from what is in force.</summary>
public static class GrantTypesAnswer
{
    /// <param name="changes">How many changes are not saved.</param>
    /// <param name="usage">Null while it is being counted.</param>
    public static AnswerLine Of(ServerPolicy policy, int changes, IReadOnlyList<GrantUsage>? usage)
    {
        var served = policy.ServedGrantTypes.Length;
        var ways = served == 1 ? "One way to get a token is on." : $"{Amount.InWords(served)} ways to get a token are on.";
        if (policy.GrantTypes.IsPinned)
        {
            return new($"{ways} The list is ", "fixed by the configuration file", ", so it is read here and changed there.");
        }

        if (changes > 0)
        {
            return new($"{ways} ", changes == 1 ? "One change is not saved" : $"{Amount.InWords(changes)} changes are not saved", "; nothing has changed for any client yet.");
        }

        var inVain = usage?.Where(one => !policy.Serves(one.GrantType) && one.CallsInVain > 0).ToList() ?? [];
        return inVain switch
        {
            [] when usage is null => new(ways, "", ""),
            [] => new($"{ways} ", "Nobody asked for one that is off", " in the last 30 days."),
            _ => new(
                $"{ways} ",
                $"{Amount.Of(inVain.Sum(one => one.CallsInVain), "request", "requests")} in 30 days asked in vain",
                $" for {string.Join(", ", inVain.Select(one => Grants.ShortName(one.GrantType)))}."),
        };
    }

    /// <summary>What would apply if the file did not fix the list.</summary>
    public static string TakesOver(ServerPolicy policy, DateTimeOffset now)
    {
        var without = policy.WithoutFileGrants();
        var (more, less) = (
            without.GrantTypes.Value.Where(policy.Capabilities.GrantTypes.Contains).Except(policy.GrantTypes.Value).ToList(),
            policy.ServedGrantTypes.Except(without.GrantTypes.Value).ToList());
        var whose = policy.Console.GrantTypes is { } saved ? $"the console's list of {Ago.Date(saved.At, now)} then takes over" : "the default list then takes over";
        return (more, less) switch
        {
            ([], []) => $"{whose}, which serves the same.",
            (_, []) => $"{whose}: it also has {Listed(more)}.",
            ([], _) => $"{whose}: it lacks {Listed(less)}.",
            _ => $"{whose}: it also has {Listed(more)} and lacks {Listed(less)}.",
        };
    }

    private static string Listed(IEnumerable<string> grants) => string.Join(", ", grants.Select(Grants.ShortName));
}
