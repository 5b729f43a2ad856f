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

    /// <summary>
    /// Makes the folder, and an empty file for its owner alone: the driver would let everybody read it, and the files it puts beside it
    /// (<c>-wal</c>, <c>-shm</c>) take its mode. A file that is there already stays as it is.
    /// </summary>
    public static void Prepare(string file)
    {
        var path = Path.GetFullPath(PathOf(file));
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or nobody may write here: opening the database says so, with its reason.
        }
    }
}
