using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dex.Domain.Claims;
using Dex.Domain.Trials;

namespace Dex.Web.Hosting.Loopback;

/// <summary>Reads the body of an answer to a trial: its tokens for the page, what outlives it for the server alone.</summary>
internal static class TrialAnswerReader
{
    private const string RefreshToken = "refresh_token";
    private const string DeviceCode = "device_code";

    public static TrialResult Read(TrialResult result, string body, Trial trial)
    {
        if (Parse(body) is not { } json)
        {
            return result with { Body = body };
        }

        var (refreshToken, device) = (Text(json, RefreshToken), DeviceOf(json));
        return result with
        {
            Body = Redacted(json, body),
            AccessToken = Token(Text(json, "access_token"), Of(json, trial)),
            IdToken = Token(Text(json, "id_token"), trial.IdToken),
            RefreshToken = refreshToken,
            Device = device,
            Error = Text(json, "error") ?? "",
        };
    }

    // Token exchange puts whatever it issues into access_token.
    private static ClaimTrace Of(JsonObject json, Trial trial) =>
        Text(json, "issued_token_type")?.EndsWith(":id_token", StringComparison.Ordinal) == true ? trial.IdToken : trial.AccessToken;

    private static TrialDevice? DeviceOf(JsonObject json) =>
        Text(json, DeviceCode) is { } deviceCode && Text(json, "user_code") is { } userCode && Text(json, "verification_uri_complete") is { } address
            ? new TrialDevice(userCode, address, deviceCode, Seconds(json, "interval"), Seconds(json, "expires_in"))
            : null;

    private static TimeSpan Seconds(JsonObject json, string member) => TimeSpan.FromSeconds(json[member]?.GetValue<double>() ?? 0);

    private static TrialToken? Token(string? text, ClaimTrace trace) => text?.Split('.') is [var header, var payload, _]
        ? new TrialToken(text, Decode(header), Decode(payload), trace.Decisions)
        : null;

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private static string? Text(JsonObject json, string member) =>
        json[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Redacted(JsonObject json, string body)
    {
        var secrets = new[] { RefreshToken, DeviceCode }.Where(json.ContainsKey).ToList();
        if (secrets.Count == 0)
        {
            return body;
        }

        foreach (var member in secrets)
        {
            json[member] = TrialWire.Redacted;
        }

        return json.ToJsonString();
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
