namespace Dex.Infrastructure.Persistence.Changes;

/// <summary>The kinds of things that nodes keep in memory and must hear about.</summary>
internal static class Topics
{
    public const string Clients = "clients";
    public const string Settings = "settings";
    public const string Keys = "keys";

    /// <summary>Nobody follows it; health checks write it.</summary>
    public const string Probe = "probe";

    public static IReadOnlyList<string> All { get; } = [Clients, Settings, Keys, Probe];
}
