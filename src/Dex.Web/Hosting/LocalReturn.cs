namespace Dex.Web.Hosting;

/// <summary>Where to go after signing in: a path inside the console, never another origin.</summary>
public static class LocalReturn
{
    /// <summary>
    /// The path when it is safe to append to the console's own, else <c>/</c>. A browser reads <c>//host</c> and <c>/\host</c> as another
    /// origin and drops control characters before it looks, so all of these are refused; what is not ASCII no address holds unencoded.
    /// </summary>
    public static string Of(string? path) =>
        path is ['/', ..]
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && path.All(c => char.IsAscii(c) && !char.IsControl(c))
            ? path
            : "/";
}
