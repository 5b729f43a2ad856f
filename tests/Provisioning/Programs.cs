namespace Dex.Tests.Provisioning;

/// <summary>Looks programs up as a shell does.</summary>
public static class Programs
{
    /// <summary>The full path of the first of these names on PATH, or null.</summary>
    public static string? Find(params string[] names) =>
        names.SelectMany(name => Folders().Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)))
            .FirstOrDefault(File.Exists);

    private static string[] Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
