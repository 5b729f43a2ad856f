using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>web</c>: addresses, and what every answer carries.</summary>
public sealed record WebConfiguration
{
    /// <summary><c>host:port</c>; <c>:port</c> is every interface.</summary>
    public string Http { get; init; } = "";

    [NotServed]
    public string Https { get; init; } = "";

    [NotServed]
    public string TlsCert { get; init; } = "";

    [NotServed]
    public string TlsKey { get; init; } = "";

    [NotServed]
    public string TlsMinVersion { get; init; } = "";

    [NotServed]
    public string TlsMaxVersion { get; init; } = "";

    public WebHeadersConfiguration Headers { get; init; } = new();

    /// <summary>Empty switches CORS off.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public IReadOnlyList<string> AllowedHeaders { get; init; } = ["Authorization"];

    [Key("clientRemoteIP")]
    public ClientAddressConfiguration ClientRemoteIp { get; init; } = new();
}

/// <summary><c>web.headers</c>: each one that is not empty goes on every instrumented response.</summary>
public sealed record WebHeadersConfiguration
{
    [Key("Content-Security-Policy")]
    public string ContentSecurityPolicy { get; init; } = "";

    [Key("X-Frame-Options")]
    public string FrameOptions { get; init; } = "";

    [Key("X-Content-Type-Options")]
    public string ContentTypeOptions { get; init; } = "";

    [Key("X-XSS-Protection")]
    public string XssProtection { get; init; } = "";

    [Key("Strict-Transport-Security")]
    public string StrictTransportSecurity { get; init; } = "";

    /// <summary>Header names with their values, without the empty ones.</summary>
    public IEnumerable<KeyValuePair<string, string>> Configured() =>
        ConfigurationKey.Of(typeof(WebHeadersConfiguration))
            .Select(key => KeyValuePair.Create(key.Name, (string)key.Property.GetValue(this)!))
            .Where(header => header.Value.Length > 0);
}

/// <summary><c>web.clientRemoteIP</c>: an empty header switches the feature off.</summary>
public sealed record ClientAddressConfiguration
{
    public string Header { get; init; } = "";

    public IReadOnlyList<string> TrustedProxies { get; init; } = [];
}

/// <summary><c>telemetry</c>.</summary>
public sealed record TelemetryConfiguration
{
    public string Http { get; init; } = "";

    public bool EnableProfiling { get; init; }
}

/// <summary><c>grpc</c>.</summary>
public sealed record GrpcConfiguration
{
    public string Addr { get; init; } = "";

    public string TlsCert { get; init; } = "";

    public string TlsKey { get; init; } = "";

    [Key("tlsClientCA")]
    public string TlsClientCa { get; init; } = "";

    public string TlsMinVersion { get; init; } = "";

    public string TlsMaxVersion { get; init; } = "";

    public bool Reflection { get; init; }
}
