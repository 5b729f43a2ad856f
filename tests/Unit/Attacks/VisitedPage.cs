using System.Net;
using System.Text.RegularExpressions;

namespace Dex.Tests.Unit.Attacks;

/// <summary>One answer that a browser got.</summary>
/// <param name="Headers">As they came over the wire, by name without regard to case.</param>
internal sealed partial record VisitedPage(
    HttpMethod Method, Uri Address, int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Where it sends the browser, made absolute; null when nowhere.</summary>
    public Uri? Location => Header("Location") is { } location ? new Uri(Address, location) : null;

    /// <summary>The forms of the page, in their order.</summary>
    public IReadOnlyList<HtmlForm> Forms =>
    [
        .. FormElement().Matches(Body).Select(form => new HtmlForm(
            new Uri(Address, WebUtility.HtmlDecode(form.Groups[1].Value)),
            [.. InputElement().Matches(form.Value).Select(input => (input.Groups[1].Value, WebUtility.HtmlDecode(input.Groups[2].Value)))])),
    ];

    /// <summary>The ways to sign in that the page offers, by name; empty on other pages.</summary>
    public IReadOnlyDictionary<string, Uri> Providers => ProviderLink().Matches(Body).ToDictionary(
        link => WebUtility.HtmlDecode(link.Groups[2].Value), link => new Uri(Address, WebUtility.HtmlDecode(link.Groups[1].Value)));

    public bool IsConsent => Forms.Any(form => form["approval"] is not null);

    public bool AsksForPassword => Body.Contains("id=\"password\"", StringComparison.Ordinal);

    /// <summary>The form that sends itself to an application; null on other pages.</summary>
    public HtmlForm? FormPost => Body.Contains("id=\"form-post\"", StringComparison.Ordinal) ? Forms[0] : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A parameter of the address that it sends the browser to.</summary>
    public string Sent(string name) => System.Web.HttpUtility.ParseQueryString(Location?.Query ?? "")[name] ?? "";

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormElement();

    [GeneratedRegex("<a class=\"dex-btn theme-btn-provider\" href=\"([^\"]*)\">.*?<span class=\"dex-btn-name\">([^<]*)</span>", RegexOptions.Singleline)]
    private static partial Regex ProviderLink();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex InputElement();
}

/// <summary>A form with its hidden fields.</summary>
internal sealed record HtmlForm(Uri Action, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The value of a hidden field; null when there is none.</summary>
    public string? this[string name] => Fields.FirstOrDefault(field => field.Name == name).Value;
}
