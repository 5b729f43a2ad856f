using System.Collections.Immutable;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;

namespace Dex.Domain.Policies;

/// <summary>The settings that start-up fixes: from the configuration file, or the embedded default. They change only by a restart.</summary>
public sealed record FileSettings
{
    public required Issuer Issuer { get; init; }

    /// <summary>The file as the operator named it; null for the embedded default.</summary>
    public string? FilePath { get; init; }

    /// <summary><c>oauth2.grantTypes</c>; empty leaves the decision to the console.</summary>
    public ImmutableArray<string> GrantTypes { get; init; } = [];

    /// <summary><c>oauth2.responseTypes</c>, spelt as in the file.</summary>
    public ImmutableArray<string> ResponseTypes { get; init; } = [Protocol.ResponseTypes.Code];

    /// <summary><c>oauth2.passwordConnector</c>; empty disables the password grant.</summary>
    public string PasswordConnector { get; init; } = "";

    /// <summary><c>oauth2.skipApprovalScreen</c>: no consent page unless a request forces it.</summary>
    public bool SkipsConsent { get; init; }

    /// <summary><c>oauth2.alwaysShowLoginScreen</c>: the chooser is shown for a single connector too.</summary>
    public bool AlwaysShowsChooser { get; init; }

    public PkcePolicy Pkce { get; init; } = new();

    public Lifetimes Lifetimes { get; init; } = new();

    /// <summary><c>expiry.refreshTokens</c>.</summary>
    public RefreshTokenPolicy RefreshTokens { get; init; } = new();

    /// <summary>The algorithm of signing keys made from now on, <c>RS256</c> or <c>ES256</c>; it takes effect at the next rotation.</summary>
    public string SigningAlgorithm { get; init; } = "RS256";

    /// <summary><c>oauth2.introspection.requireAuthentication</c>.</summary>
    public bool IntrospectionRequiresAuthentication { get; init; } = true;

    /// <summary>The keys that the file really states, dotted, such as <c>oauth2.grantTypes</c>; all others are defaults.</summary>
    public ImmutableHashSet<string> Stated { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The keys that a variable of the environment gave a value, with its name; the embedded default takes some.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The value with who says so; what start-up fixes is never the console's.</summary>
    public Setting<T> Resolve<T>(string key, T value)
    {
        if (Variables.TryGetValue(key, out var variable))
        {
            return new Setting<T>(value, SettingSource.Environment, variable);
        }

        return Stated.Contains(key) ? new Setting<T>(value, SettingSource.File, key) : new Setting<T>(value, SettingSource.Default);
    }
}
