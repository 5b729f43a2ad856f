using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dex.Infrastructure.Configuration;

namespace Dex.Infrastructure.Logging;

/// <summary>Writes one record as a JSON object: time, level, msg, then the attributes in order, groups as nested objects.</summary>
internal static class SlogJson
{
    // A log line is read by programs and terminals, never by a browser, so nothing needs escaping for HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DateTimeOffset time, SlogLevel level, string message, IEnumerable<SlogAttribute> attributes)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("time", SlogAttribute.TimeText(time, "fffffff"));
            writer.WriteString("level", level.ToString());
            writer.WriteString("msg", message);
            WriteMembers(writer, attributes);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<SlogAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            writer.WritePropertyName(attribute.Key);
            if (attribute.Group is { } members)
            {
                writer.WriteStartObject();
                WriteMembers(writer, members);
                writer.WriteEndObject();
            }
            else if (attribute.List is { } items)
            {
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
            }
            else
            {
                WriteValue(writer, attribute.Value);
            }
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case DexDuration duration:
                writer.WriteNumberValue(duration.Nanoseconds);
                break;
            case TimeSpan span:
                writer.WriteNumberValue(DexDuration.From(span).Nanoseconds);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(SlogAttribute.TimeText(time, "fffffff"));
                break;
            default:
                writer.WriteStringValue(SlogAttribute.TextOf(value));
                break;
        }
    }
}
