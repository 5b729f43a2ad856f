using System.Collections.Concurrent;
using System.Reflection;

namespace Dex.Infrastructure.Configuration.Binding;

/// <summary>The YAML spelling of a property whose name in camel case is another.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A key of dex's file that is understood and has no effect in this version: it is named in one start-up warning.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotServedAttribute : Attribute;

/// <summary>A value that no message and no page may show.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>A section that counts as present when its key stands there with nothing behind it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PresentWhenNullAttribute : Attribute;

/// <summary>A section in which dex ignores unknown keys even in strict mode.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LenientKeysAttribute : Attribute;

/// <summary>A property that no key binds: it is filled after binding, from the <c>config</c> of its section.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShapedByTypeAttribute : Attribute;

/// <summary>A record that may also be written as one text, which becomes the named property.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortFormAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>A property of a section record together with the key that binds it.</summary>
internal sealed record ConfigurationKey(string Name, PropertyInfo Property)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ConfigurationKey>> Known = new();

    public bool Has<TAttribute>()
        where TAttribute : Attribute => Property.IsDefined(typeof(TAttribute));

    /// <summary>The keys of a section record, in the order of declaration, inherited ones included.</summary>
    public static IReadOnlyList<ConfigurationKey> Of(Type section) => Known.GetOrAdd(section, type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && !property.IsDefined(typeof(ShapedByTypeAttribute)))
            .Select(property => new ConfigurationKey(NameOf(property), property))]);

    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<KeyAttribute>()?.Name ?? CamelCase(property.Name);

    public static string CamelCase(string name) =>
        name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
