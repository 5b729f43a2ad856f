using System.Text.Json.Serialization;
using Dex.Domain.Devices;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Web.Endpoints.Http;

/// <summary>The body of a device authorization response (RFC 8628 section 3.2), members in dex's order.</summary>
internal sealed record DeviceAuthorizationJson(
    [property: JsonPropertyName("device_code")] string DeviceCode,
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("verification_uri")] string VerificationUri,
    [property: JsonPropertyName("verification_uri_complete")] string VerificationUriComplete,
    [property: JsonPropertyName("expires_in")] long ExpiresIn,
    [property: JsonPropertyName("interval")] long Interval)
{
    public static DeviceAuthorizationJson Of(NewDeviceRequest asked, Issuer issuer)
    {
        var page = issuer.Endpoint(EndpointCatalogue.DevicePage.Path);
        var userCode = asked.Request.UserCode;
        return new DeviceAuthorizationJson(
            asked.DeviceCode, userCode, page, $"{page}?{ParameterNames.UserCode}={userCode}", (long)asked.Lifetime.TotalSeconds,
            (long)DeviceRequest.DefaultInterval.TotalSeconds);
    }
}

[JsonSerializable(typeof(DeviceAuthorizationJson))]
internal sealed partial class DeviceAuthorizationJsonContext : JsonSerializerContext;
