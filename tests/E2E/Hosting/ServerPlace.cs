using System.Globalization;

namespace Dex.Tests.E2E.Hosting;

/// <summary>Where a started server lives: what a configuration file for it has to say.</summary>
/// <param name="Port">A free port on loopback.</param>
/// <param name="Folder">The server's own data folder, removed with it.</param>
public sealed record ServerPlace(int Port, string Folder)
{
    public string Listen => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public string Issuer => $"http://{Listen}/dex";

    public string DatabaseFile => Path.Combine(Folder, "dex.db");
}
