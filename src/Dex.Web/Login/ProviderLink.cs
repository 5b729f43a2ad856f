namespace Dex.Web.Login;

/// <summary>One way to sign in, as the chooser shows it.</summary>
/// <param name="Name">What the operator calls the connector.</param>
/// <param name="Type">The connector's type, which decides the icon and the second line: <c>ldap</c>, <c>github</c>.</param>
/// <param name="Url">Where the sign-in with it begins.</param>
public sealed record ProviderLink(string Name, string Type, string Url)
{
    /// <summary>What kind of account it is; empty for a type that says nothing about it.</summary>
    internal string Kind => Type switch
    {
        "local" => "Account of this site",
        "ldap" => "Directory account",
        "github" => "Account at github.com",
        "gitlab" => "GitLab account",
        "gitea" => "Gitea account",
        "google" => "Google account",
        "linkedin" => "LinkedIn account",
        "microsoft" => "Microsoft account",
        "bitbucket-cloud" => "Account at bitbucket.org",
        "atlassian-crowd" => "Crowd account",
        "keystone" => "OpenStack account",
        "openshift" => "OpenShift account",
        "oidc" or "oauth" or "saml" or "authproxy" => "Single sign-on",
        "mockCallback" => "Sample person, without a password",
        "mockPassword" => "Sample person, with a password",
        _ => "",
    };

    /// <summary>True for the types that have an icon; others show the plain button.</summary>
    internal bool HasIcon => Type is "google" or "local" or "gitea" or "github" or "gitlab" or "keystone" or "oidc" or "bitbucket-cloud"
        or "atlassian-crowd" or "ldap" or "saml" or "linkedin" or "microsoft" or "mockCallback" or "mockPassword";
}
