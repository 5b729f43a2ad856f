namespace Dex.Web.Login;

/// <summary>Links of pages are relative, so that they hold behind a proxy that adds a prefix (operations 16.5).</summary>
public static class RelativeUrl
{
    /// <param name="issuerPath">The path of the issuer.</param>
    /// <param name="requestPath">The path that the browser asked for, undecoded, since it counts undecoded segments too.</param>
    /// <param name="asset">Relative to the issuer; an absolute URL is returned as it is.</param>
    public static string To(string issuerPath, string requestPath, string asset)
    {
        if (HasScheme(asset))
        {
            return asset;
        }

        var issuer = Segments(issuerPath);
        var request = Segments(requestPath);
        var target = Segments(asset);
        var shared = Shared(issuer, request);
        if (shared < issuer.Length && request.Length > 0)
        {
            // A page beside the issuer, such as the console's: the way leads over the root of the host.
            target = [.. issuer, .. target];
            shared = 0;
        }

        request = request[shared..];
        if (request.Length == 0)
        {
            // The browser resolves against the folder that holds the issuer's own last segment.
            return string.Join('/', shared > 0 ? [issuer[^1], .. target] : target);
        }

        // The last segment is the document itself, which no link can share.
        var common = Shared(request[..^1], target);
        var ups = Enumerable.Repeat("..", Math.Max(0, request.Length - common - 1));
        return string.Join('/', [.. ups, .. target[common..]]);
    }

    private static bool HasScheme(string asset)
    {
        var colon = asset.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(asset[0]) && asset.Take(colon).All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
    }

    private static string[] Segments(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segment is not ("" or "." or ".."))
            {
                kept.Add(segment);
            }
        }

        return [.. kept];
    }

    private static int Shared(string[] left, string[] right)
    {
        var count = 0;
        while (count < left.Length && count < right.Length && left[count] == right[count])
        {
            count++;
        }

        return count;
    }
}
