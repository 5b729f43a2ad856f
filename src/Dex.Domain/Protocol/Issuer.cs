namespace Dex.Domain.Protocol;

/// <summary>The issuer identifier (OpenID Connect Discovery section 3): used verbatim as <c>iss</c>, and the prefix of every endpoint.</summary>
public sealed class Issuer
{
    private readonly string _base;

    /// <exception cref="UriFormatException">The text is no absolute http or https URL.</exception>
    public Issuer(string value)
    {
        var uri = new Uri(value, UriKind.Absolute);
        if (uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            throw new UriFormatException("An issuer is an http or https URL without query, fragment or user information.");
        }

        Value = value;
        Uri = uri;
        Path = uri.AbsolutePath.TrimEnd('/');
        _base = uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>As configured, a trailing slash included.</summary>
    public string Value { get; }

    public Uri Uri { get; }

    /// <summary>The path component without a trailing slash; empty for an issuer at the root of its host.</summary>
    public string Path { get; }

    public bool IsHttps => Uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>The absolute address of a route such as <c>/token</c>, joined with exactly one slash.</summary>
    public string Endpoint(string route) => _base + Path + route;

    public override string ToString() => Value;
}
