using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary>One of <c>connectors</c>: an upstream identity provider.</summary>
public sealed record ConnectorConfiguration
{
    /// <summary>The id and type of the connector over the password database.</summary>
    public const string Local = "local";

    /// <summary>The types that a file may name. <see cref="Local"/> is not among them: <c>enablePasswordDB</c> makes it.</summary>
    public static IReadOnlyList<string> KnownTypes { get; } =
    [
        "ldap", "oidc", "oauth", "saml", "samlExperimental", "github", "gitlab", "google", "microsoft", "bitbucket-cloud", "gitea",
        "linkedin", "authproxy", "openshift", "keystone", "atlassian-crowd", "mockCallback", "mockPassword",
    ];

    public string Type { get; init; } = "";

    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    [Key("config"), NotServed, Secret]
    public YamlNode? RawConfig { get; init; }

    /// <summary>Empty is every grant.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];
}
