using System.Text.Json;
using System.Text.Json.Nodes;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Binding;

/// <summary>Free values of the file (static claims) as the JSON that they will be in a token.</summary>
internal static class YamlJson
{
    public static JsonElement From(YamlNode node) => JsonSerializer.SerializeToElement(NodeOf(node));

    private static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, NodeOf(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(NodeOf)]),
        YamlScalar scalar => ValueOf(scalar),
        _ => null,
    };

    private static JsonValue? ValueOf(YamlScalar scalar) => scalar.ScalarKind switch
    {
        YamlScalarKind.Null => null,
        YamlScalarKind.Boolean => JsonValue.Create(YamlScalarRules.IsTrue(scalar.Text)),
        YamlScalarKind.WholeNumber when YamlScalarRules.TryInteger(scalar.Text, out var integer) => JsonValue.Create(integer),

        // JSON has no infinity; such a value stays the text that it is in the file.
        YamlScalarKind.Number when YamlScalarRules.TryNumber(scalar.Text, out var number) && double.IsFinite(number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(scalar.Text),
    };
}
