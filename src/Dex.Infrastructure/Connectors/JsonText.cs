using System.Text.Json;

namespace Dex.Infrastructure.Connectors;

/// <summary>JSON that a provider sent.</summary>
internal static class JsonText
{
    /// <summary>The members of an object, the last of a repeated name; null when the bytes are no JSON object.</summary>
    public static Dictionary<string, JsonElement>? TryReadObject(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                members[member.Name] = member.Value.Clone();
            }

            return members;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // A lone surrogate in a name surfaces as an invalid operation.
            return null;
        }
    }
}
