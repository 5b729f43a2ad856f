using System.Text;
using Dex.Domain.Authorization;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;

namespace Dex.Tests.Unit.Builders;

/// <summary>Valid things of the browser flow, of which a test names only what matters to it.</summary>
internal static class GivenFlow
{
    public const string Callback = "https://app.example/cb";

    public static PersonClaims Jane { get; } = new()
    {
        UserId = "jane-1",
        Username = "Jane Doe",
        PreferredUsername = "jane",
        Email = "jane@example.com",
        EmailVerified = true,
        Groups = ["staff", "authors"],
    };

    /// <summary>A web application to which people are sent back.</summary>
    public static Client App(string id = "app") => Given.Client(id) with { Kind = ClientKind.WebApp, RedirectUris = [Callback] };

    /// <summary>An application that may not keep a secret and registered nothing.</summary>
    public static Client Native(string id = "native") => Given.Client(id) with { Kind = ClientKind.NativeApp, IsPublic = true };

    public static ConnectorDescription Connector(string id, string? name = null, params string[] grants) =>
        new(id, "test", name ?? $"The connector {id}") { GrantTypes = [.. grants] };

    /// <summary>A stored request of <see cref="App"/>, with which nobody has signed in yet.</summary>
    public static AuthorizationRequest Request(string id = "req-1", string connector = "up") => new()
    {
        Id = id,
        ClientId = "app",
        ResponseTypes = [ResponseTypes.Code],
        RedirectUri = Callback,
        Scopes = ["openid", "email"],
        State = "xyz",
        ConnectorId = connector,
        ProofKey = $"key of {id}",
        ExpiresAt = Given.Now.AddHours(24),
    };

    public static AuthorizationRequest SignedIn(this AuthorizationRequest request) => request with { Person = Jane, AuthTime = Given.Now };

    /// <summary>Jane as the connector knows her since her first sign-in.</summary>
    public static UserIdentity Identity(string connector = "up") =>
        new() { ConnectorId = connector, Claims = Jane, CreatedAt = Given.Now, LastLoginAt = Given.Now };

    /// <summary>A code of <see cref="App"/> that nobody has redeemed, for a request without PKCE.</summary>
    public static AuthorizationCode Code(string code) => new()
    {
        Hash = AuthorizationCode.HashOf(code),
        ClientId = "app",
        RedirectUri = Callback,
        Scopes = ["openid"],
        Person = Jane,
        ConnectorId = "up",
        AuthTime = Given.Now,
        ExpiresAt = Given.Now + AuthorizationCode.Lifetime,
    };

    /// <summary>The parameters of a request that passes, with changes: a null takes a parameter away.</summary>
    public static AuthorizationParameters Parameters(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [ParameterNames.ClientId] = "app",
            [ParameterNames.RedirectUri] = Callback,
            [ParameterNames.ResponseType] = ResponseTypes.Code,
            [ParameterNames.Scope] = "openid",
            [ParameterNames.State] = "xyz",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        var pairs = parameters.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));
        return new AuthorizationParameters(FormParameters.Empty, Form(FormEncoding.Encode(pairs)));
    }

    /// <summary>A form as it stands in an address or a body.</summary>
    public static FormParameters Form(string text) => FormParameters.TryParse(Encoding.UTF8.GetBytes(text))!;
}
