namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>The file behind <c>storage.config.file</c>, which may be a path or a URI with the driver's parameters.</summary>
internal static class SqliteFile
{
    public static bool IsMemory(string file) =>
        file is ":memory:" or "file::memory:" || file.StartsWith("file::memory:?", StringComparison.Ordinal)
        || (file.StartsWith("file:", StringComparison.Ordinal) && file.Contains("mode=memory", StringComparison.Ordinal));

    public static string PathOf(string file)
    {
        if (!file.StartsWith("file:", StringComparison.Ordinal))
        {
            return file;
        }

        var path = file["file:".Length..];
        var end = path.IndexOf('?', StringComparison.Ordinal);
        path = Uri.UnescapeDataString(end < 0 ? path : path[..end]);
        return path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
    }

    /// <summary>Makes the folder that the file shall lie in.</summary>
    public static void PrepareFolder(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(PathOf(file))) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
