using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>What the console needs from the rest of the file: connectors that vouch for administrators, and room in the paths.</summary>
internal static class ConsoleAcrossSections
{
    /// <summary>First segments below the issuer's path that belong to the protocol and the sign-in pages.</summary>
    private static readonly string[] Taken =
    [
        "auth", "token", "keys", "userinfo", "device", "callback", "approval", "mfa", "logout", "healthz", "static", "theme",
        ".well-known", "robots.txt",
    ];

    public static void Check(DexConfiguration configuration, ValidationContext<DexConfiguration> context)
    {
        if (configuration.Console is not { } console)
        {
            return;
        }

        CheckPath(configuration.Issuer, console.Path, context);
        var connectors = configuration.Connectors.Select(connector => connector.Id)
            .Concat(configuration.EnablePasswordDb ? [ConnectorConfiguration.Local] : [])
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < console.Administrators.Count; i++)
        {
            CheckConnector($"Console.Administrators[{i}]", console.Administrators[i], connectors, context);
        }
    }

    private static void CheckConnector(
        string path, AdministratorConfiguration entry, HashSet<string> connectors, ValidationContext<DexConfiguration> context)
    {
        if (entry.Connector.Length > 0 && !connectors.Contains(entry.Connector))
        {
            // Connectors may also be in the database.
            context.Warn($"{path}.Connector", $"No connector of this file has the id {Shown.Quoted(entry.Connector)}.");
        }
        else if (entry is { Connector.Length: 0, Email.Length: > 0 } && connectors.Count > 1)
        {
            context.Fault(path, $"With several connectors an e-mail address alone says too little; write {{connector: ID, email: "
                + $"{Shown.Text(entry.Email)}}}, the ID being one of {Shown.Listed(connectors.Order(StringComparer.Ordinal))}.");
        }
        else if (entry is { Connector.Length: 0, Email.Length: > 0 } && connectors.Count == 0)
        {
            context.Warn(path, "The file has no connector that could vouch for the address; write enablePasswordDB: true or a connector.");
        }
    }

    private static void CheckPath(string issuer, string path, ValidationContext<DexConfiguration> context)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri))
        {
            return;
        }

        var prefix = uri.AbsolutePath.TrimEnd('/');
        var first = IsAtOrBelow(path, prefix) ? path[prefix.Length..].TrimStart('/').Split('/')[0] : null;
        if (IsAtOrBelow(prefix, path) || (first is not null && Taken.Contains(first, StringComparer.OrdinalIgnoreCase)))
        {
            context.Fault("Console.Path", $"{Shown.Quoted(path)} would hide addresses of the issuer; write a path of its own, "
                + "for example /console.");
        }
    }

    private static bool IsAtOrBelow(string path, string parent) =>
        path == parent || path.StartsWith(parent + "/", StringComparison.Ordinal);
}
