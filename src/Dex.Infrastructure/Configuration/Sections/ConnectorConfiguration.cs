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

    /// <summary>The known types that this version can serve.</summary>
    public static IReadOnlyList<string> ServedTypes { get; } = ["mockCallback", "mockPassword", "oidc"];

    public string Type { get; init; } = "";

    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>As written; <see cref="Settings"/> is what it means for the type.</summary>
    [Key("config")]
    public YamlNode? RawConfig { get; init; }

    /// <summary>Null when the type is none of <see cref="ServedTypes"/>: the connector is left out.</summary>
    [ShapedByType, Key("config")]
    public ConnectorSettings? Settings { get; init; }

    /// <summary>Empty is every grant.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];
}
