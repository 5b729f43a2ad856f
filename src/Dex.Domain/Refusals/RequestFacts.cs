using System.Collections.Immutable;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;

namespace Dex.Domain.Refusals;

/// <summary>
/// What a refused request brought, for administrators. Gathered when it is refused and never before. Parameters that are harmless keep
/// their value, those that may hold a secret keep their length, and those that nobody knows are only counted.
/// </summary>
public sealed record RequestFacts
{
    private const string Bearer = "Bearer ";

    public static RequestFacts None { get; } = new();

    /// <summary>Empty when nothing is known of the request.</summary>
    public string Method { get; init; } = "";

    /// <summary>Cut and escaped; empty when the caller named none.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>Parameters of the form, and of the query where the endpoint reads it; null when they were not read or not readable.</summary>
    public int? ParameterCount { get; init; }

    /// <summary>How the caller said who it is: <c>client_secret_basic</c>, <c>client_secret_post</c>, <c>none</c>, <c>bearer</c>; empty when unreadable.</summary>
    public string Authentication { get; init; } = "";

    /// <summary>Characters of the secret or the bearer token; zero when none came.</summary>
    public int SecretLength { get; init; }

    /// <summary>Whom the request claims to come from, cut and escaped; empty when it says nothing.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The parameters that have a name of the protocol, in the order of the catalogue, each once.</summary>
    public ImmutableArray<SentParameter> Parameters { get; init; } = [];

    /// <param name="authorization">The Authorization header; null when absent.</param>
    /// <param name="parameters">Null when they were not read.</param>
    public static RequestFacts Read(string method, string userAgent, string? authorization, FormParameters? parameters)
    {
        var facts = new RequestFacts
        {
            Method = RefusalText.Clip(method),
            UserAgent = RefusalText.Clip(userAgent),
            ParameterCount = parameters?.Count,
            Parameters = [.. HarmlessParameters.Of(parameters ?? FormParameters.Empty)],
        };
        if (authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
        {
            return facts with { Authentication = "bearer", SecretLength = authorization[Bearer.Length..].Trim().Length };
        }

        var credentials = PresentedCredentials.Read(authorization, parameters ?? FormParameters.Empty);
        return credentials.Failed
            ? facts with { ClientId = RefusalText.Clip(credentials.Error.ClientId ?? "") }
            : facts with
            {
                ClientId = RefusalText.Clip(credentials.Value.ClientId),
                SecretLength = credentials.Value.Secret.Length,
                Authentication = credentials.Value.Method switch
                {
                    ClientAuthenticationMethod.ClientSecretBasic => "client_secret_basic",
                    ClientAuthenticationMethod.ClientSecretPost => "client_secret_post",
                    _ => "none",
                },
            };
    }

    /// <summary>Null when it did not come.</summary>
    public SentParameter? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>The value of a harmless parameter; empty when it did not come or is withheld.</summary>
    public string Text(string name) => Find(name)?.Value ?? "";
}

/// <summary>One parameter of a refused request.</summary>
/// <param name="Value">Cut and escaped; null when it may hold a secret.</param>
/// <param name="Length">Characters as sent.</param>
public sealed record SentParameter(string Name, string? Value, int Length);
