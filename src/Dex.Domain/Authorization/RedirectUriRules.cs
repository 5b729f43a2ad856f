using System.Net;
using Dex.Domain.Clients;

namespace Dex.Domain.Authorization;

/// <summary>Where a client may have the answer sent (protocol 3.3): compared byte by byte, never by prefix, host or pattern.</summary>
public static class RedirectUriRules
{
    /// <summary>The code is shown to the person for copying.</summary>
    public const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    private static readonly string[] RunByBrowsers = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source"];

    /// <summary>True when registered, or when one of the exceptions for a public client without any registered URI holds.</summary>
    public static bool Accepts(Client client, string redirectUri)
    {
        if (redirectUri.Length == 0)
        {
            return false;
        }

        return client.RedirectUris.Contains(redirectUri, StringComparer.Ordinal)
            || (client.IsPublic && client.RedirectUris.IsEmpty && (redirectUri == OutOfBand || IsLoopback(redirectUri)));
    }

    /// <summary>
    /// True for an address to which nobody is ever sent, registered or not: it would run as code or open a file in the browser, or no
    /// header could carry it.
    /// </summary>
    public static bool IsUnusable(string redirectUri)
    {
        if (redirectUri.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || redirectUri.StartsWith("//", StringComparison.Ordinal)
            || redirectUri.Contains('\\', StringComparison.Ordinal))
        {
            return true;
        }

        var colon = redirectUri.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && RunByBrowsers.Contains(redirectUri[..colon], StringComparer.OrdinalIgnoreCase);
    }

    // RFC 8252 section 7.3: any port, any path. A name that merely begins with localhost is another host.
    private static bool IsLoopback(string redirectUri) =>
        redirectUri.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri)
        && HostOf(redirectUri) is var host
        && (host == "localhost"
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)
                && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var parsed) && parsed.Equals(address) && IsWrittenInFull(host, address)));

    // The host as it is written: the framework would lower its case and complete short forms such as 127.1.
    private static string HostOf(string redirectUri)
    {
        var rest = redirectUri["http://".Length..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.LastIndexOf(':');
        return port > authority.LastIndexOf(']') ? authority[..port] : authority;
    }

    private static bool IsWrittenInFull(string host, IPAddress address) => host.Trim('[', ']') == address.ToString();
}
