namespace Dex.Tests.Provisioning;

/// <summary>The folder of PostgreSQL's programs, and how to run them: they refuse root, so root runs them as <c>postgres</c>.</summary>
internal static class PostgreSqlTools
{
    private const string Remedy =
        "Install a PostgreSQL server (Debian: apt-get install postgresql), or put the folder with initdb and postgres on PATH.";

    private static bool IsRoot => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    /// <summary>The newest of Debian's versioned folders, else where PATH finds <c>initdb</c>, else what apt installs.</summary>
    public static Task<string> FolderAsync(CancellationToken ct) => AptPackages.EnsureAsync("postgresql", Find, Remedy, ct);

    /// <summary>The program and its arguments, under the account that PostgreSQL accepts.</summary>
    public static (string File, string[] Arguments) AsServerAccount(string file, string[] arguments) =>
        IsRoot
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", file, .. arguments])
            : (file, arguments);

    public static async Task GiveToServerAccountAsync(string folder, CancellationToken ct)
    {
        if (IsRoot)
        {
            await RunAsync("chown", ["postgres:postgres", folder], ct);
        }
    }

    public static async Task RunAsync(string file, string[] arguments, CancellationToken ct)
    {
        var result = await ChildProcess.RunAsync(file, arguments, TimeSpan.FromMinutes(2), ct: ct);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{file} ended with {result.ExitCode}:\n{result.Text}");
        }
    }

    private static string? Find()
    {
        const string Versions = "/usr/lib/postgresql";
        var packaged = Directory.Exists(Versions)
            ? Directory.EnumerateDirectories(Versions)
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _) && File.Exists(Path.Combine(folder, "bin", "initdb")))
                .MaxBy(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
            : null;
        return packaged is not null ? Path.Combine(packaged, "bin") : Path.GetDirectoryName(Programs.Find("initdb"));
    }
}
