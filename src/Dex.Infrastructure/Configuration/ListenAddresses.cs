namespace Dex.Infrastructure.Configuration;

/// <summary>The addresses that flags of <c>serve</c> put over those of the file; an empty one overrides nothing.</summary>
public sealed record ListenAddresses(string WebHttp = "", string WebHttps = "", string Telemetry = "", string Grpc = "")
{
    public static readonly ListenAddresses FromFile = new();

    public DexConfiguration Over(DexConfiguration configuration) => configuration with
    {
        Web = configuration.Web with
        {
            Http = Either(WebHttp, configuration.Web.Http),
            Https = Either(WebHttps, configuration.Web.Https),
        },
        Telemetry = configuration.Telemetry with { Http = Either(Telemetry, configuration.Telemetry.Http) },
        Grpc = configuration.Grpc with { Addr = Either(Grpc, configuration.Grpc.Addr) },
    };

    /// <summary>The flags that are given for listeners which this version does not open.</summary>
    public IEnumerable<string> NotServed()
    {
        if (WebHttps.Length > 0)
        {
            yield return "--web-https-addr";
        }

        if (Telemetry.Length > 0)
        {
            yield return "--telemetry-addr";
        }

        if (Grpc.Length > 0)
        {
            yield return "--grpc-addr";
        }
    }

    private static string Either(string flag, string file) => flag.Length > 0 ? flag : file;
}
