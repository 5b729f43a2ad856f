using System.Buffers.Text;
using System.Text.Json;

namespace Dex.Domain.Tokens;

/// <summary>
/// Tells by its form what a text that somebody presents would be, so that hints decide nothing: access and ID tokens are signed, refresh
/// tokens have no dot in them (protocol 7.2, row 5).
/// </summary>
public static class TokenForm
{
    /// <summary>True for at least two parts of which the second is a JSON object: an access or ID token if it is any token of ours.</summary>
    public static bool IsSigned(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.', 3);
        return parts.Length > 1 && Base64Url.IsValid(parts[1]) && IsObject(Base64Url.DecodeFromChars(parts[1]));
    }

    private static bool IsObject(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonElement.TryParseValue(ref reader, out var value) && value.Value.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
