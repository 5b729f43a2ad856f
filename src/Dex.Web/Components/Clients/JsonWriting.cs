using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dex.Web.Components.Clients;

/// <summary>JSON for people: only what must be escaped is. The page escapes it again for HTML.</summary>
public static class JsonWriting
{
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonSerializerOptions Indented { get; } = new(Plain) { WriteIndented = true };

    /// <summary>The text indented; as it is when it is no JSON.</summary>
    public static string Pretty(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
