namespace Dex.Web.Components.Layout;

/// <summary>One entry of the drawer.</summary>
/// <param name="Group">The heading above it; empty for the first entry.</param>
/// <param name="Text">Its name.</param>
/// <param name="Href">Relative to the console's path.</param>
/// <param name="Icon">Drawn before the name, and alone on the rail.</param>
/// <param name="Keys">The two keys that lead there.</param>
public sealed record ConsolePage(string Group, string Text, string Href, string Icon, string Keys);

/// <summary>The pages that stand in the drawer, in its order.</summary>
public static class ConsolePages
{
    /// <summary>The name of the authorization policy that every page of the console asks for, and of its cookie scheme.</summary>
    public const string Policy = "dex-console";

    /// <summary>Every page that the drawer, the palette and the keyboard lead to.</summary>
    public static IReadOnlyList<ConsolePage> All { get; } =
    [
        new("", "Overview", "", Icons.Overview, "g o"),
        new("Parties", "Clients", "clients", Icons.Clients, "g c"),
        new("Parties", "Users", "users", Icons.Users, "g u"),
        new("Parties", "Sessions and tokens", "tokens", Icons.History, "g s"),
        new("Protocol", "Grant types", "grant-types", Icons.GrantTypes, "g t"),
        new("Protocol", "Feature flags", "feature-flags", Icons.Flags, "g f"),
        new("Protocol", "Discovery", "discovery", Icons.Discovery, "g d"),
        new("Protocol", "Keys", "keys", Icons.Keys, "g k"),
        new("Record", "Refusals", "refusals", Icons.Refusals, "g r"),
    ];
}
