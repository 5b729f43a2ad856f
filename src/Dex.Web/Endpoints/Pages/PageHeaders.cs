using Dex.Web.Login;

namespace Dex.Web.Endpoints.Pages;

/// <summary>
/// What pages, and redirects between them, say to the browser about themselves (protocol 8.3). A header that the operator configured is
/// there already and stays.
/// </summary>
internal static class PageHeaders
{
    /// <summary>
    /// A form target for a post that may end at any provider that people sign in at: where that is, only the steps after it find out, and
    /// browsers hold all of them against the page.
    /// </summary>
    public const string AnyWebsite = "http://*";

    private const string NoContent = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>For an answer that shows nothing of its own, such as a redirect.</summary>
    public static void ApplyTo(HttpResponse response) => ApplyTo(response, NoContent);

    /// <summary>For a page: its own style sheets and pictures, scripts with the nonce, posts to itself and to <paramref name="formTargets"/>.</summary>
    /// <param name="formTargets">
    /// Absolute URLs. A browser holds the redirects that follow a post against <c>form-action</c> too, so whoever is redirected to belongs here.
    /// </param>
    public static void ApplyTo(HttpResponse response, PageLook look, PageNonce nonce, IEnumerable<string> formTargets) => ApplyTo(
        response,
        $"default-src 'none'; style-src 'self'; script-src 'nonce-{nonce.Value}'; img-src {Sources([look.LogoSource])}; font-src 'self'; "
        + $"form-action {Sources(formTargets.Select(SourceOf))}; base-uri 'none'; frame-ancestors 'none'");

    private static void ApplyTo(HttpResponse response, string policy)
    {
        SetDefault(response, "Content-Security-Policy", policy);
        SetDefault(response, "X-Frame-Options", "DENY");
        SetDefault(response, "X-Content-Type-Options", "nosniff");
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }

    private static void SetDefault(HttpResponse response, string name, string value)
    {
        if (!response.Headers.ContainsKey(name))
        {
            response.Headers[name] = value;
        }
    }

    private static string Sources(IEnumerable<string> further) =>
        string.Join(' ', further.Where(source => source.Length > 0).Prepend("'self'").Distinct(StringComparer.Ordinal));

    // A path of this host is ours. A scheme of an application's own has no origin, and the grammar of sources has no place for the brackets of an IPv6 address.
    private static string SourceOf(string target) =>
        target == AnyWebsite ? "http: https:"
        : target is ['/', ..] || !Uri.TryCreate(target, UriKind.Absolute, out var uri) ? ""
        : uri.Scheme is "http" or "https" && uri.HostNameType != UriHostNameType.IPv6 ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
        : $"{uri.Scheme}:";
}
