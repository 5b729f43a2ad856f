using System.Collections.Immutable;
using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;

namespace Dex.Domain.Trials;

/// <summary>One field of a form. A secret one is sent and never shown.</summary>
public sealed record TrialField(string Name, string Value, bool IsSecret = false)
{
    public override string ToString() => IsSecret ? $"{Name}=redacted" : $"{Name}={Value}";
}

/// <summary>What a trial sends, without the client's own authentication.</summary>
/// <param name="Path">Of the endpoint, relative to the issuer.</param>
/// <param name="Fields">In the order in which they are sent; those without a value are left out.</param>
public sealed record TrialRequest(string ClientId, ClientAuthenticationMethod Method, string Path, ImmutableArray<TrialField> Fields)
{
    /// <summary>True for a request that only carries on what was recorded: a poll, the redemption of a code, the end of a trial.</summary>
    public bool IsFollowUp { get; init; }

    /// <summary>Empty at endpoints that take none.</summary>
    public string GrantType => Fields.FirstOrDefault(sent => sent.Name == ParameterNames.GrantType)?.Value ?? "";

    public string Scope => Fields.FirstOrDefault(sent => sent.Name == ParameterNames.Scope)?.Value ?? "";

    public static TrialRequest ForGrant(string clientId, ClientAuthenticationMethod method, string grantType, params ReadOnlySpan<TrialField> fields) =>
        new(clientId, method, EndpointCatalogue.Token.Path, Filled([new TrialField(ParameterNames.GrantType, grantType), .. fields]));

    /// <summary>RFC 8628 section 3.1.</summary>
    public static TrialRequest ForDevice(string clientId, ClientAuthenticationMethod method, string scope) =>
        new(clientId, method, EndpointCatalogue.DeviceAuthorization.Path, Filled([new TrialField(ParameterNames.Scope, scope)]));

    /// <summary>RFC 7009 section 2.1.</summary>
    public static TrialRequest ForRevocation(string clientId, ClientAuthenticationMethod method, string token) =>
        new(clientId, method, EndpointCatalogue.Revocation.Path, [new TrialField(ParameterNames.Token, token, IsSecret: true)]);

    private static ImmutableArray<TrialField> Filled(ImmutableArray<TrialField> fields) => fields.RemoveAll(field => field.Value.Length == 0);
}
