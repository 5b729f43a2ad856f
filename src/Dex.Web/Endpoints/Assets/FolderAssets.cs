using System.Globalization;

namespace Dex.Web.Endpoints.Assets;

/// <summary>The front end of <c>frontend.dir</c>, read anew at each request, so that an edited style sheet counts at once.</summary>
internal sealed class FolderAssets(string folder) : IAssetTree
{
    private readonly string _root = Path.GetFullPath(folder);

    public Asset? Find(IReadOnlyList<string> segments)
    {
        try
        {
            var file = new FileInfo(Path.Combine([_root, .. segments]));
            if (!file.Exists || !IsInside(file.FullName))
            {
                return null;
            }

            var tag = string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}");
            return new Asset(file.Name, file.LastWriteTimeUtc, tag, () => new FileStream(
                file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 16 * 1024, useAsync: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    // A mounted folder may be made of links to its own inside; a link that leads out of it would show files that nobody chose to show.
    private bool IsInside(string path)
    {
        var root = Resolved(_root);
        return Resolved(path).StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Resolved(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (var links = 0; rest.TryPop(out var name);)
        {
            var next = Path.Combine(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > 40)
            {
                throw new IOException("Too many links.");
            }

            var full = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(full)!;
            foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                rest.Push(part);
            }
        }

        return resolved;
    }
}
