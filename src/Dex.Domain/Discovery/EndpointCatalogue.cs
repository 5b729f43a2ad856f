using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Domain.Discovery;

/// <summary>Every endpoint of the provider, once. The server maps those that are built; the console lists the same ones.</summary>
public static class EndpointCatalogue
{
    public static EndpointDescription Discovery { get; } = new("discovery", "GET", DiscoveryDocument.Path, EndpointNeed.None);

    public static EndpointDescription Keys { get; } = new("keys", "GET", "/keys", EndpointNeed.None);

    public static EndpointDescription Authorization { get; } = new("authorization", "GET", "/auth", EndpointNeed.Person)
    {
        Grants = [GrantTypes.AuthorizationCode, GrantTypes.Implicit],
        ExpectedStatuses = [400],
    };

    // An empty form names no grant, which the endpoint refuses: that answer shows that it works.
    public static EndpointDescription Token { get; } = new("token", "POST", "/token", EndpointNeed.Client)
    {
        EnabledBy = "any grant",
        ExpectedStatuses = [400],
    };

    public static EndpointDescription Introspection { get; } = new("introspection", "POST", "/token/introspect", EndpointNeed.Client)
    {
        ExpectedStatuses = [400, 401],
    };

    /// <summary>RFC 7009.</summary>
    public static EndpointDescription Revocation { get; } = new("revocation", "POST", "/token/revoke", EndpointNeed.Client)
    {
        ExpectedStatuses = [400, 401],
    };

    public static EndpointDescription UserInfo { get; } = new("userinfo", "GET", "/userinfo", EndpointNeed.Bearer)
    {
        ExpectedStatuses = [400, 401],
    };

    public static EndpointDescription DeviceAuthorization { get; } = new("device_authorization", "POST", "/device/code", EndpointNeed.Client)
    {
        Grants = [GrantTypes.DeviceCode],
        ExpectedStatuses = [400, 401],
    };

    public static EndpointDescription DevicePage { get; } = new("device", "GET", "/device", EndpointNeed.Person)
    {
        Grants = [GrantTypes.DeviceCode],
    };

    public static EndpointDescription Health { get; } = new("health", "GET", "/healthz", EndpointNeed.None);

    /// <summary>The page at the issuer's own address. Like <see cref="Robots"/> it is no part of the protocol, so the console does not list it.</summary>
    public static EndpointDescription Home { get; } = new("home", "GET", "/", EndpointNeed.None);

    public static EndpointDescription Robots { get; } = new("robots", "GET", "/robots.txt", EndpointNeed.None);

    // The steps of the browser flow. Nobody calls them but a browser that was sent there, so the console does not list them either.
    public static EndpointDescription ConnectorStart { get; } = new("connector", "GET", "/auth/{connector}", EndpointNeed.Person);

    public static EndpointDescription PasswordForm { get; } = new("password", "GET", "/auth/{connector}/login", EndpointNeed.Person);

    public static EndpointDescription Callback { get; } = new("callback", "GET", "/callback", EndpointNeed.Person);

    public static EndpointDescription PinnedCallback { get; } = new("pinned_callback", "GET", "/callback/{connector}", EndpointNeed.Person);

    public static EndpointDescription Approval { get; } = new("approval", "GET", "/approval", EndpointNeed.Person);

    public static EndpointDescription DeviceCodeCheck { get; } = new("device_code_check", "POST", "/device/auth/verify_code", EndpointNeed.Person);

    public static EndpointDescription DeviceCallback { get; } = new("device_callback", "GET", "/device/callback", EndpointNeed.Person);

    private static string[] Browsers { get; } =
    [
        .. new[] { Authorization, ConnectorStart, PasswordForm, Callback, PinnedCallback, Approval, DevicePage, DeviceCodeCheck, DeviceCallback }
            .Select(endpoint => endpoint.Path),
    ];

    /// <summary>In the order of the console's list.</summary>
    public static IReadOnlyList<EndpointDescription> All { get; } =
        [Discovery, Keys, Authorization, Token, Introspection, Revocation, UserInfo, DeviceAuthorization, DevicePage, Health];

    /// <summary>True for the endpoints to which browsers are sent with parameters in the query; machines post a form.</summary>
    /// <param name="path">The route, relative to the issuer.</param>
    public static bool ReadsQuery(string path) => Browsers.Contains(path, StringComparer.Ordinal);

    /// <summary>What this build can answer at all.</summary>
    public static IEnumerable<EndpointDescription> Built(ServerCapabilities capabilities) => All.Where(endpoint => endpoint.IsBuilt(capabilities));

    // A request with this grant is complete once the client has authenticated, so a single line can show it.
    internal static bool IsShortRequest(string grantType) => grantType == GrantTypes.ClientCredentials;
}
