namespace Dex.Tests.Provisioning;

/// <summary>The working copy that the tests were built in.</summary>
public static class Repository
{
    /// <summary>The folder of <c>Dex.sln</c>, found upwards from the tests' own output.</summary>
    public static string Folder { get; } = FindUpwards(AppContext.BaseDirectory);

    /// <summary>The C# and Razor files under one of its folders that people wrote.</summary>
    public static IEnumerable<string> SourceFiles(string under) =>
        Directory.EnumerateFiles(Path.Combine(Folder, under), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => !Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string FindUpwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dex.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Dex.sln is in no folder above {start}: the tests run from the tree that they were built in.");
    }
}
