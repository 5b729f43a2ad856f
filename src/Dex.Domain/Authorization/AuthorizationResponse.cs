using System.Collections.Immutable;
using System.Text;
using Dex.Domain.Protocol;

namespace Dex.Domain.Authorization;

/// <summary>
/// An answer to the client, good or bad: its members and the way they travel. Every answer names the issuer (RFC 9207), so that a client
/// with several providers cannot be made to mix them up, and the client's state.
/// </summary>
public sealed record AuthorizationResponse
{
    private AuthorizationResponse(string redirectUri, ResponseMode mode, ImmutableArray<KeyValuePair<string, string>> members) =>
        (RedirectUri, Mode, Members) = (redirectUri, mode, members);

    /// <summary>As registered.</summary>
    public string RedirectUri { get; }

    public ResponseMode Mode { get; }

    /// <summary>Sorted by name; each once.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Members { get; }

    /// <summary>Where the browser goes, with the members merged into the query or in place of the fragment. Not for form posts.</summary>
    public string Location => Mode == ResponseMode.Fragment
        ? BeforeFragment + "#" + FormEncoding.Encode(Members)
        : WithQuery();

    private string BeforeFragment => RedirectUri.Split('#', 2)[0];

    public static AuthorizationResponse Of(Delivery delivery, Issuer issuer, params IEnumerable<(string Name, string Value)> members) => new(
        delivery.RedirectUri,
        delivery.Mode,
        [
            .. members.Append(("iss", issuer.Value)).Append((ParameterNames.State, delivery.State))
                .OrderBy(member => member.Item1, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Item1, member.Item2)),
        ]);

    // What the client registered stays as it wrote it; only members of the answer's own names give way.
    private string WithQuery()
    {
        var fragment = RedirectUri[BeforeFragment.Length..];
        var parts = BeforeFragment.Split('?', 2);
        var own = Members.Select(member => (Name: member.Key, Text: FormEncoding.Encode([member])));
        var kept = (parts.Length > 1 ? parts[1] : "").Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (Name: NameOf(text), Text: text))
            .Where(pair => Members.All(member => member.Key != pair.Name));
        return $"{parts[0]}?{string.Join('&', kept.Concat(own).OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => pair.Text))}{fragment}";
    }

    private static string NameOf(string pair)
    {
        var name = pair.Split('=', 2)[0];
        return FormEncoding.TryDecode(Encoding.UTF8.GetBytes(name)) ?? name;
    }
}

/// <summary>How answers to one request reach its client.</summary>
/// <param name="State">As the client sent it; empty when it sent none.</param>
public sealed record Delivery(string RedirectUri, ResponseMode Mode, string State)
{
    public static Delivery Of(AuthorizationRequest request) => new(request.RedirectUri, request.ResponseMode, request.State);

    /// <summary>The host that the person is sent back to; empty when the address has none.</summary>
    public string Host => Uri.TryCreate(RedirectUri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : "";
}
