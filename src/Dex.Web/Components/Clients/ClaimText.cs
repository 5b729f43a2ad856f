using System.Text.Json;

namespace Dex.Web.Components.Clients;

/// <summary>The value of a claim as people read it: text without quotes, lists joined, everything else as JSON.</summary>
public static class ClaimText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable<string> list => string.Join(", ", list),
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        _ => JsonSerializer.Serialize(value, JsonWriting.Plain),
    };
}
