using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Dex.Web.Endpoints.Assets;

/// <summary>The front end that the server brings along.</summary>
internal sealed class EmbeddedAssets : IAssetTree
{
    private const string Prefix = "frontend/";

    private readonly FrozenDictionary<string, Asset> _assets;

    public EmbeddedAssets()
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        // The build leaves no time of its own in the assembly, so the file's counts, in the whole seconds that a header can tell.
        var time = File.Exists(assembly.Location) ? File.GetLastWriteTimeUtc(assembly.Location) : DateTime.UnixEpoch;
        _assets = assembly.GetManifestResourceNames()
            .Select(name => (Resource: name, Path: name.Replace('\\', '/')))
            .Where(name => name.Path.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name.Path[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name.Resource)!;
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    return new Asset(Path.GetFileName(name.Path), time, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16], () => new MemoryStream(bytes, writable: false));
                },
                StringComparer.Ordinal);
    }

    public Asset? Find(IReadOnlyList<string> segments) => _assets.GetValueOrDefault(string.Join('/', segments));
}
