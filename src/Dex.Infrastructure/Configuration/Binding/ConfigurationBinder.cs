using System.Collections;
using System.Reflection;
using System.Text.Json;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Binding;

/// <summary>
/// Binds YAML to section records by the decoding rules of dex's file: keys match without case, null leaves the default, a text
/// key takes any scalar as written, no text passes for a number or a boolean. It goes on after a fault, so that all are found.
/// </summary>
internal sealed class ConfigurationBinder(BindingReport report)
{
    public T Bind<T>(YamlNode node, string path, bool isStrict = true)
        where T : class, new() => TryBindSection(typeof(T), node, path, isStrict, out var section) ? (T)section! : new T();

    private bool TryBind(Type type, YamlNode node, string path, bool isStrict, out object? value)
    {
        value = null;
        if (type == typeof(YamlNode))
        {
            value = node;
            return true;
        }

        if (type == typeof(string) || type == typeof(bool) || type == typeof(bool?) || type == typeof(int) || type == typeof(int?)
            || type == typeof(DexDuration?))
        {
            return TryBindScalar(type, node, path, out value);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return TryBindList(type.GetGenericArguments()[0], node, path, isStrict, out value);
        }

        if (type == typeof(IReadOnlyDictionary<string, string>) || type == typeof(IReadOnlyDictionary<string, JsonElement>))
        {
            return TryBindDictionary(type, node, path, out value);
        }

        return TryBindSection(type, node, path, isStrict, out value);
    }

    private bool TryBindSection(Type type, YamlNode node, string path, bool isStrict, out object? value)
    {
        value = null;
        if (node is YamlScalar { ScalarKind: YamlScalarKind.Null })
        {
            value = Activator.CreateInstance(type);
            return true;
        }

        if (node is YamlScalar shortForm && type.GetCustomAttribute<ShortFormAttribute>() is { } form)
        {
            value = Activator.CreateInstance(type);
            type.GetProperty(form.Property)!.SetValue(value, shortForm.Text);
            return true;
        }

        if (node is not YamlMap map)
        {
            return Fault(path, node, "a map of keys and values");
        }

        value = Activator.CreateInstance(type)!;
        var keys = ConfigurationKey.Of(type);
        foreach (var key in keys)
        {
            if (map.Find(key.Name) is { } entry)
            {
                BindKey(value, key, entry, Under(path, key.Name), isStrict);
            }
        }

        var unknown = map.Entries.Where(entry => !keys.Any(key => key.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)));
        report.Unknown.AddRange(unknown.Select(entry => (
            new ConfigurationFinding(Under(path, entry.Key), entry.Line, $"The key is unknown here; the keys are {Listed(keys)}."),
            isStrict)));
        return true;
    }

    private void BindKey(object section, ConfigurationKey key, YamlEntry entry, string path, bool isStrict)
    {
        var isNull = entry.Value is YamlScalar { ScalarKind: YamlScalarKind.Null };
        if (isNull && !key.Has<PresentWhenNullAttribute>())
        {
            return;
        }

        report.Stated.Add(path);
        if (key.Has<NotServedAttribute>())
        {
            report.NotServed.Add(path);
        }

        if (key.Has<SecretAttribute>())
        {
            report.SecretLines.Add((entry.Line, entry.LastLine));
        }

        if (TryBind(key.Property.PropertyType, entry.Value, path, isStrict && !key.Has<LenientKeysAttribute>(), out var value))
        {
            key.Property.SetValue(section, value);
        }
    }

    private bool TryBindScalar(Type type, YamlNode node, string path, out object? value)
    {
        value = null;
        var scalar = node as YamlScalar;
        if (type == typeof(string))
        {
            value = scalar is { ScalarKind: YamlScalarKind.Null } ? "" : scalar?.Text;
            return scalar is not null || Fault(path, node, "text");
        }

        if (type == typeof(bool) || type == typeof(bool?))
        {
            value = scalar is not null && YamlScalarRules.IsTrue(scalar.Text);
            return scalar?.ScalarKind == YamlScalarKind.Boolean || Fault(path, node, "true or false, without quotes");
        }

        if (type == typeof(DexDuration?))
        {
            return scalar is null ? Fault(path, node, "a duration such as 24h or 1h30m") : TryBindDuration(scalar, path, out value);
        }

        if (scalar?.ScalarKind is not (YamlScalarKind.WholeNumber or YamlScalarKind.Number)
            || !YamlScalarRules.TryIntegral(scalar.Text, out var number) || number is < int.MinValue or > int.MaxValue)
        {
            return Fault(path, node, $"a whole number between {int.MinValue} and {int.MaxValue}, without quotes");
        }

        value = (int)number;
        return true;
    }

    /// <summary>An empty text is the same as no key at all.</summary>
    private bool TryBindDuration(YamlScalar scalar, string path, out object? value)
    {
        value = null;
        if (scalar.Text.Length == 0)
        {
            return true;
        }

        if (!DexDuration.TryParse(scalar.Text, out var duration, out var problem))
        {
            report.Faults.Add(new ConfigurationFinding(path, scalar.Line, Shown.Text(problem)));
            return false;
        }

        value = duration;
        return true;
    }

    private bool TryBindList(Type itemType, YamlNode node, string path, bool isStrict, out object? value)
    {
        value = null;
        if (node is not YamlList list)
        {
            return Fault(path, node, "a list, for example [a, b]");
        }

        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        for (var i = 0; i < list.Items.Count; i++)
        {
            // A faulty entry still takes its place, so that the indexes in later messages are those of the file.
            items.Add(TryBind(itemType, list.Items[i], $"{path}[{i}]", isStrict, out var item) ? item : EmptyOf(itemType));
        }

        value = items;
        return true;
    }

    private bool TryBindDictionary(Type type, YamlNode node, string path, out object? value)
    {
        value = null;
        if (node is not YamlMap map)
        {
            return Fault(path, node, "a map of keys and values");
        }

        if (type == typeof(IReadOnlyDictionary<string, JsonElement>))
        {
            value = map.Entries.ToDictionary(entry => entry.Key, entry => YamlJson.From(entry.Value), StringComparer.Ordinal);
            return true;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (TryBindScalar(typeof(string), entry.Value, Under(path, entry.Key), out var text))
            {
                texts[entry.Key] = (string)text!;
            }
        }

        value = texts;
        return true;
    }

    private static object? EmptyOf(Type type) => type == typeof(string) ? "" : Activator.CreateInstance(type);

    private bool Fault(string path, YamlNode node, string wanted)
    {
        report.Faults.Add(new ConfigurationFinding(path, node.Line, $"The value must be {wanted}; here it is {node.Kind}."));
        return false;
    }

    private static string Under(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Listed(IReadOnlyList<ConfigurationKey> keys) =>
        keys.Count == 0 ? "none" : string.Join(", ", keys.Select(key => key.Name));
}
