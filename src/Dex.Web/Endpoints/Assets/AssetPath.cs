using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints.Assets;

/// <summary>Turns the undecoded rest of an address into names of a tree, or refuses it, so that nothing outside the tree can be named.</summary>
internal static class AssetPath
{
    /// <summary>Null when a name is empty, hidden, malformed, or would mean more than one name on any operating system.</summary>
    public static IReadOnlyList<string>? Read(string rest)
    {
        var names = new List<string>();
        foreach (var segment in rest.Split('/'))
        {
            if (new RouteSegment(segment).Decoded is not { } name || !IsPlain(name))
            {
                return null;
            }

            names.Add(name);
        }

        return names;
    }

    // A leading dot covers "." and ".." as well as files that were never meant to be seen.
    private static bool IsPlain(string name) =>
        name is not ("" or ['.', ..]) && !name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));
}
