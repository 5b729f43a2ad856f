namespace Dex.Web.Endpoints.Assets;

/// <summary>The files of the front end, laid out as in operations 16.1: <c>static/</c>, <c>themes/NAME/</c>, <c>robots.txt</c>.</summary>
internal interface IAssetTree
{
    /// <param name="segments">Decoded names from the root downwards, each judged by <see cref="AssetPath"/>.</param>
    /// <returns>Null when there is no such file; a folder is none.</returns>
    Asset? Find(IReadOnlyList<string> segments);
}
