using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Conventions;

/// <summary>Small immutable values inside a row, as JSON text. Null stays null, so that "not set" and "empty" remain two things.</summary>
internal static class JsonColumn
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"The stored text is no {typeof(T).Name}.");

    public static PropertyBuilder<ImmutableArray<T>> HasJsonList<T>(this PropertyBuilder<ImmutableArray<T>> property) =>
        property.HasConversion(list => Write(list), json => ReadList<T>(json), Comparer<ImmutableArray<T>>());

    public static PropertyBuilder<ImmutableArray<string>?> HasJsonList(this PropertyBuilder<ImmutableArray<string>?> property) =>
        property.HasConversion(
            list => list == null ? null : Write(list.Value), json => json == null ? null : ReadList<string>(json), Comparer<ImmutableArray<string>?>());

    public static PropertyBuilder<ImmutableSortedDictionary<string, string>> HasJsonMap(
        this PropertyBuilder<ImmutableSortedDictionary<string, string>> property) =>
        property.HasConversion(map => Write(map), json => ReadMap(json), Comparer<ImmutableSortedDictionary<string, string>>());

    private static ImmutableArray<T> ReadList<T>(string json) => [.. Read<T[]>(json)];

    private static ImmutableSortedDictionary<string, string> ReadMap(string json) =>
        Read<Dictionary<string, string>>(json).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static ValueComparer<T> Comparer<T>() => new(
        (left, right) => Write(left) == Write(right), value => StringComparer.Ordinal.GetHashCode(Write(value)), value => value);
}
