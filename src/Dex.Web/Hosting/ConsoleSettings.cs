using Dex.Web.Components.Layout;

namespace Dex.Web.Hosting;

/// <summary>Where the console lives and how it names this server; fixed from start-up on.</summary>
public sealed record ConsoleSettings
{
    /// <summary>The name of the cookie scheme, of the policy and of everything else that belongs to the console's own sign-in.</summary>
    public const string Scheme = ConsolePages.Policy;

    /// <summary>Begins with a slash and does not end with one, for example <c>/console</c>.</summary>
    public string Path { get; init; } = "/console";

    /// <summary>True when people reach the console by https, as the issuer's address says; behind a proxy the request itself does not.</summary>
    public bool IsHttps { get; init; }

    /// <summary>How long a sign-in lasts without use.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);
}
