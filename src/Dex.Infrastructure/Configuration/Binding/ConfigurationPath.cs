using System.Reflection;
using System.Text;

namespace Dex.Infrastructure.Configuration.Binding;

/// <summary>Turns the property path of a validator (<c>StaticClients[2].RedirectUris</c>) into the path that stands in the file.</summary>
internal static class ConfigurationPath
{
    public static string FromProperties(string propertyPath)
    {
        var type = typeof(DexConfiguration);
        var path = new StringBuilder();
        foreach (var segment in propertyPath.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = segment.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? segment : segment[..bracket];
            var property = type?.GetProperty(name, BindingFlags.Public | BindingFlags.Instance) ?? KeyOf(type, name);
            path.Append(path.Length == 0 ? "" : ".");
            path.Append(property is null ? ConfigurationKey.CamelCase(name) : ConfigurationKey.NameOf(property));
            path.Append(bracket < 0 ? "" : segment[bracket..]);
            type = bracket >= 0 ? property?.PropertyType.GetGenericArguments().FirstOrDefault() : property?.PropertyType;
        }

        return path.ToString();
    }

    /// <summary>A validator may also name a key as the file does.</summary>
    private static PropertyInfo? KeyOf(Type? type, string name) =>
        type is null ? null : ConfigurationKey.Of(type).FirstOrDefault(key => key.Name == name)?.Property;

    /// <summary>The path one step up; empty at the top.</summary>
    public static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];

    /// <summary>True when the first path is the second or lies below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        path == ancestor
        || (path.StartsWith(ancestor, StringComparison.Ordinal) && (ancestor.Length == 0 || path[ancestor.Length] is '.' or '['));
}
