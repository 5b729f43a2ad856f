using System.Collections.Frozen;
using Dex.Domain.Protocol;

namespace Dex.Domain.Policies;

/// <summary>What this build can serve, whatever the settings say. A grant is here when its class is registered.</summary>
public sealed class ServerCapabilities(IEnumerable<string> grantTypes)
{
    /// <summary>The grants that are built.</summary>
    public FrozenSet<string> GrantTypes { get; } = grantTypes.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when <c>/auth</c> exists: some built grant begins in a browser.</summary>
    public bool HasAuthorizationEndpoint =>
        GrantTypes.Overlaps([Protocol.GrantTypes.AuthorizationCode, Protocol.GrantTypes.Implicit, Protocol.GrantTypes.DeviceCode]);

    /// <summary>
    /// Why the settings of the file leave a known grant unservable, in a sentence; null when they do not.
    /// <c>implicit</c> needs a response type with <c>token</c>, <c>password</c> a connector (dex's available set).
    /// </summary>
    public static string? WhyUnavailable(string grantType, FileSettings file) => grantType switch
    {
        Protocol.GrantTypes.Implicit when !file.ResponseTypes.Any(ResponseTypes.ContainsToken) =>
            "Cannot be served: no response type contains token.",
        Protocol.GrantTypes.Password when file.PasswordConnector.Length == 0 =>
            "Cannot be served: oauth2.passwordConnector is not set.",
        _ => null,
    };
}
