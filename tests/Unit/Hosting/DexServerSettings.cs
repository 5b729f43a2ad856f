using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Hosting;

/// <summary>What a test wants of its server; everything else is as in the standard one. The texts are YAML, each of one section.</summary>
internal sealed record DexServerSettings
{
    /// <summary>Host and port to listen on, for servers that must know of each other before they start; null: a free one.</summary>
    public string? Address { get; init; }

    /// <summary>The issuer of another node, where this one is a node beside it; null: this server's own address.</summary>
    public string? Issuer { get; init; }

    /// <summary>The path of the issuer, empty for the root.</summary>
    public string IssuerPath { get; init; } = "/dex";

    public string Storage { get; init; } = "type: memory";

    /// <summary>What stands in <c>web</c> besides the address.</summary>
    public string Web { get; init; } = "";

    public string OAuth2 { get; init; } = "grantTypes: [client_credentials]";

    public string Clients { get; init; } = StandardClients.Yaml;

    /// <summary>Whole further sections.</summary>
    public string More { get; init; } = "";

    /// <summary>High enough by default that no test meets them by accident.</summary>
    public string Limits { get; init; } = "clientAuthentication: {perClient: 100000, perAddress: 100000}";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Null: the system's clock.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Replaces services of the server.</summary>
    public Action<IServiceCollection>? Adjust { get; init; }

    public string ToYaml(string address) => $"""
        issuer: {Issuer ?? $"http://{address}{IssuerPath}"}
        storage: {Indent(Storage)}
        web: {Indent($"http: {address}\n{Web}")}
        oauth2: {Indent(OAuth2.Length > 0 ? OAuth2 : "skipApprovalScreen: false")}
        staticClients: {(Clients.Length > 0 ? Indent(Clients) : "[]")}
        limits: {Indent(Limits)}
        logger: {Indent("level: info\nformat: json")}
        {More.Trim()}
        """;

    private static string Indent(string section) => "\n" + string.Join('\n', section.Trim().Split('\n').Select(line => "  " + line));
}
