using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>oauth2</c>: what the provider serves.</summary>
public sealed record OAuth2Configuration
{
    /// <summary>Empty: the console's list, else dex's default list.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    /// <summary>As written; <see cref="EffectiveResponseTypes"/> is never empty.</summary>
    public IReadOnlyList<string> ResponseTypes { get; init; } = [];

    public bool SkipApprovalScreen { get; init; }

    public bool AlwaysShowLoginScreen { get; init; }

    /// <summary>The connector of the password grant; empty switches that grant off.</summary>
    public string PasswordConnector { get; init; } = "";

    public PkceConfiguration Pkce { get; init; } = new();

    /// <summary>Ours.</summary>
    public IntrospectionConfiguration Introspection { get; init; } = new();

    public IReadOnlyList<string> EffectiveResponseTypes =>
        ResponseTypes.Count > 0 ? ResponseTypes : [Domain.Protocol.ResponseTypes.Code];

    /// <summary>Why these settings leave a known grant unservable, in a sentence; null when they do not.</summary>
    public string? WhyUnavailable(string grantType) => ServerCapabilities.WhyUnavailable(grantType, new FileSettings
    {
        // The issuer has no say in it, and that of the file may be faulty.
        Issuer = new Issuer("http://localhost"),
        ResponseTypes = [.. EffectiveResponseTypes],
        PasswordConnector = PasswordConnector,
    });
}

/// <summary><c>oauth2.pkce</c>.</summary>
public sealed record PkceConfiguration
{
    public static IReadOnlyList<string> KnownMethods { get; } = [PkcePolicy.S256, PkcePolicy.Plain];

    public bool Enforce { get; init; }

    /// <summary>As written; empty means both.</summary>
    public IReadOnlyList<string> CodeChallengeMethodsSupported { get; init; } = [];

    public IReadOnlyList<string> EffectiveMethods =>
        CodeChallengeMethodsSupported.Count > 0 ? CodeChallengeMethodsSupported : KnownMethods;
}

/// <summary><c>oauth2.introspection</c>, ours.</summary>
public sealed record IntrospectionConfiguration
{
    /// <summary>False lets anybody ask about any token, as dex does.</summary>
    public bool RequireAuthentication { get; init; } = true;
}
