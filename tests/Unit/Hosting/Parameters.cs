namespace Dex.Tests.Unit.Hosting;

/// <summary>Parameters on the wire: valid ones, of which a test names what matters to it.</summary>
internal static class Parameters
{
    /// <summary>A plain request of the client for a code, as the query of <c>/auth</c>.</summary>
    /// <param name="changes">Null takes a parameter out; a name that stands twice is sent twice.</param>
    public static string Asking(string client, params (string Name, string? Value)[] changes) => "?" + string.Join('&', AskingPairs(client, changes)
        .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>The same as pairs, for a form.</summary>
    public static (string Name, string Value)[] AskingPairs(string client, params (string Name, string? Value)[] changes) => Changed(
        [
            ("client_id", client), ("redirect_uri", SignInServer.RedirectUriOf(client)), ("response_type", "code"), ("scope", "openid"),
            ("state", "s1"), ("nonce", "n1"),
        ],
        changes);

    /// <summary>Redeems a code as the client's own library would: confidential clients by a Basic header, public ones by their id.</summary>
    /// <param name="changes">As with <see cref="Asking"/>.</param>
    public static Task<HttpResponseMessage> RedeemAsync(
        this DexServer dex, string client, string code, params (string Name, string? Value)[] changes)
    {
        var secret = SignInServer.SecretOf(client);
        (string, string)[] usual = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SignInServer.RedirectUriOf(client))];
        return dex.PostAsync(
            "/token",
            Changed(secret.Length > 0 ? usual : [.. usual, ("client_id", client)], changes),
            secret.Length > 0 ? DexServer.Basic(client, secret) : null);
    }

    /// <summary>Pairs, of which a test changes what matters to it.</summary>
    /// <param name="changes">As with <see cref="Asking"/>.</param>
    public static (string Name, string Value)[] Changed((string Name, string Value)[] usual, (string Name, string? Value)[] changes) =>
    [
        .. usual.Where(pair => changes.All(change => change.Name != pair.Name)),
        .. changes.Where(change => change.Value is not null).Select(change => (change.Name, change.Value!)),
    ];
}
