using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Web.Components.Parts;

/// <summary>What somebody else saved while a person at a page was deciding, in one sentence with their name.</summary>
public static class SettingsNews
{
    /// <param name="wishes">True when something of the person's is still unsaved, and so a preview is shown.</param>
    public static string Between(ServerPolicy seen, ServerPolicy now, bool wishes)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(now);
        var (people, changes) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>());
        AddGrants(seen, now, people, changes);
        AddFlags(seen.Console, now.Console, people, changes);
        var who = people.Count == 0 ? "Somebody else" : string.Join(" and ", people);
        var what = changes.Count == 0 ? "" : $": {string.Join(", ", changes)}";
        return $"{who} saved while you were deciding{what}. {(wishes ? "The preview below is against theirs." : "What you wanted is in force.")}";
    }

    private static void AddGrants(ServerPolicy seen, ServerPolicy now, SortedSet<string> people, List<string> changes)
    {
        var before = seen.Console.GrantTypes;
        if (now.Console.GrantTypes is not { } grants)
        {
            if (before is not null)
            {
                changes.Add("the grant list back to its default");
            }

            return;
        }

        if (before is not null && (before.By, before.At) == (grants.By, grants.At) && before.Value.SetEquals(grants.Value))
        {
            return;
        }

        people.Add(grants.By);
        changes.AddRange(GrantTypes.All
            .Where(grant => seen.GrantTypes.Value.Contains(grant, StringComparer.Ordinal) != grants.Value.Contains(grant))
            .Select(grant => $"{GrantTypes.ShortName(grant)} {(grants.Value.Contains(grant) ? "on" : "off")}"));
    }

    private static void AddFlags(ConsoleSettings seen, ConsoleSettings now, SortedSet<string> people, List<string> changes)
    {
        foreach (var name in seen.Flags.Keys.Union(now.Flags.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!now.Flags.TryGetValue(name, out var flag))
            {
                changes.Add($"{name} back to its default");
            }
            else if (seen.Flags.GetValueOrDefault(name) != flag)
            {
                people.Add(flag.By);
                changes.Add($"{name} {(flag.Value ? "on" : "off")}");
            }
        }
    }
}
