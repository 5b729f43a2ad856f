namespace Dex.Domain.Protocol;

/// <summary>The grant types that a dex deployment can name, by their wire names (RFC 6749, RFC 8628, RFC 8693).</summary>
public static class GrantTypes
{
    public const string AuthorizationCode = "authorization_code";
    public const string ClientCredentials = "client_credentials";
    public const string Implicit = "implicit";
    public const string Password = "password";
    public const string RefreshToken = "refresh_token";
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>Every grant there is, in byte order, which is also the order of discovery.</summary>
    public static IReadOnlyList<string> All { get; } =
        [AuthorizationCode, ClientCredentials, Implicit, Password, RefreshToken, DeviceCode, TokenExchange];

    /// <summary>The order in which people look at them: the usual first, the discouraged last.</summary>
    public static IReadOnlyList<string> ForPeople { get; } =
        [AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange, Password, Implicit];

    /// <summary>What applies when neither the file nor the console lists grants; the flag may add <see cref="ClientCredentials"/>.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
        [AuthorizationCode, Implicit, Password, RefreshToken, DeviceCode, TokenExchange];

    /// <summary>What a connector may list. Client credentials involve no connector, so the name is not legal there.</summary>
    public static IReadOnlyList<string> ForConnectors { get; } =
        [AuthorizationCode, Implicit, Password, RefreshToken, DeviceCode, TokenExchange];

    /// <summary>True for the grants that RFC 9700 sections 2.1.2 and 2.4 advise against.</summary>
    public static bool IsDiscouraged(string grantType) => grantType is Implicit or Password;

    public static bool IsKnown(string grantType) => All.Contains(grantType, StringComparer.Ordinal);

    /// <summary>The last segment of a URN grant, or the name itself: what a narrow column shows.</summary>
    public static string ShortName(string grantType) => grantType[(grantType.LastIndexOf(':') + 1)..];

    /// <summary>What the grant does, as one plain sentence for administrators.</summary>
    public static string Describe(string grantType) => grantType switch
    {
        AuthorizationCode => "A person signs in, the application redeems a code.",
        ClientCredentials => "A service gets a token in its own name, nobody signs in.",
        Implicit => "Tokens in the address bar, no code.",
        Password => "The application asks for the password itself.",
        RefreshToken => "Keeps a sign-in alive without asking the person again.",
        DeviceCode => "A device without a keyboard shows a code to type elsewhere.",
        TokenExchange => "Swaps a token of a connector for one of ours.",
        _ => "A grant that this server does not know.",
    };
}
