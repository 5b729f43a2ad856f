namespace Dex.Web.Hosting.CommandLine;

/// <summary>What help and usage errors print.</summary>
internal static class UsageText
{
    private const string Program = """
        Dex is a federated OpenID Connect provider with an administration console.

        Usage:
          dex                       Start with sample data, on this machine only
          dex serve [flags] CONFIG  Start the server
          dex check CONFIG          Validate a configuration file and exit
          dex migrate CONFIG        Bring the database up to date and exit
          dex version               Print the version and exit
          dex help [COMMAND]        Print help

        Bad usage and a bad configuration file end with status 2.
        """;

    private const string Serve = """
        Start the server in the foreground.

        Usage:
          dex serve [flags] CONFIG

        Example:
          dex serve config.yaml

        Flags:
              --web-http-addr string    Web HTTP address, over web.http of the file
              --web-https-addr string   Web HTTPS address, over web.https of the file
              --telemetry-addr string   Telemetry address, over telemetry.http of the file
              --grpc-addr string        gRPC API address, over grpc.addr of the file
          -h, --help                    Print help
        """;

    private const string Check = """
        Validate a configuration file, tell every fault at once, and exit: status 0 when it is valid, 2 when not.

        Usage:
          dex check CONFIG
        """;

    private const string Migrate = """
        Bring the database of a configuration file up to date and exit.

        Usage:
          dex migrate CONFIG
        """;

    private const string Version = """
        Print the version and exit.

        Usage:
          dex version
        """;

    public static bool IsCommand(string topic) => topic is "serve" or "check" or "migrate" or "version";

    public static string Of(string topic) => topic switch
    {
        "serve" => Serve,
        "check" => Check,
        "migrate" => Migrate,
        "version" => Version,
        _ => Program,
    };
}
