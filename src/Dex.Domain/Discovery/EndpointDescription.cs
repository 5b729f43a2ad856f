using System.Collections.Immutable;
using Dex.Domain.Policies;

namespace Dex.Domain.Discovery;

/// <summary>One endpoint of the provider: what the server maps and what the console lists.</summary>
/// <param name="Name">Stable and unique: <c>token</c>, <c>introspection</c>.</param>
/// <param name="Method">The method that it exists for.</param>
/// <param name="Path">Relative to the issuer, with a leading slash.</param>
/// <param name="Needs">What a caller must bring.</param>
public sealed record EndpointDescription(string Name, string Method, string Path, EndpointNeed Needs)
{
    /// <summary>The grants of which at least one must be served; empty: the endpoint answers always.</summary>
    public ImmutableArray<string> Grants { get; init; } = [];

    /// <summary>What the last column says where no grant decides: <c>always</c>, <c>any grant</c>.</summary>
    public string EnabledBy { get; init; } = "always";

    /// <summary>The statuses that a working endpoint gives to a request that brings nothing.</summary>
    public ImmutableArray<int> ExpectedStatuses { get; init; } = [200];

    /// <summary>True when the classes behind it exist in this build.</summary>
    public bool IsBuilt(ServerCapabilities capabilities) => Grants.IsEmpty || Grants.Any(capabilities.GrantTypes.Contains);

    /// <summary>True while the settings leave it open.</summary>
    public bool IsServed(ServerPolicy policy) => IsBuilt(policy.Capabilities) && (Grants.IsEmpty || Grants.Any(policy.Serves));

    /// <summary>A line for a terminal, with placeholders in capitals for what only the caller has.</summary>
    public string Curl(ServerPolicy policy)
    {
        var address = policy.Issuer.Endpoint(Path);
        return Needs switch
        {
            EndpointNeed.Client when Name == EndpointCatalogue.Token.Name =>
                $"curl -u CLIENT_ID:$SECRET -d grant_type={policy.ServedGrantTypes.FirstOrDefault(EndpointCatalogue.IsShortRequest) ?? "GRANT"} \\\n  {address}",
            EndpointNeed.Client when Name == EndpointCatalogue.DeviceAuthorization.Name =>
                $"curl -u CLIENT_ID:$SECRET -d scope=openid \\\n  {address}",
            EndpointNeed.Client => $"curl -u CLIENT_ID:$SECRET -d token=$TOKEN \\\n  {address}",
            EndpointNeed.Bearer => $"curl -H \"Authorization: Bearer $TOKEN\" \\\n  {address}",
            _ => $"curl {address}",
        };
    }
}

/// <summary>What a caller must bring to an endpoint.</summary>
public enum EndpointNeed
{
    None,

    /// <summary>Client authentication (RFC 6749 section 2.3).</summary>
    Client,

    /// <summary>An access token (RFC 6750).</summary>
    Bearer,

    /// <summary>A person with a browser.</summary>
    Person,
}
