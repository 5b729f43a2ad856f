using System.Web;

namespace Dex.Tests.Unit.Attacks;

/// <summary>What reached an application.</summary>
/// <param name="Address">The redirect URI without what the answer added.</param>
/// <param name="Way"><c>query</c>, <c>fragment</c> or <c>form_post</c>.</param>
internal sealed record ApplicationAnswer(string Address, string Way, IReadOnlyList<(string Name, string Value)> Members)
{
    /// <summary>The value; empty when absent. A member that stands twice fails.</summary>
    public string this[string name] => Members.SingleOrDefault(member => member.Name == name).Value ?? "";

    public string Code => this["code"];

    public string Error => this["error"];

    public static ApplicationAnswer Of(VisitedPage page)
    {
        if (page.FormPost is { } form)
        {
            return new ApplicationAnswer(form.Action.OriginalString, "form_post", form.Fields);
        }

        var location = page.Header("Location") ?? throw new InvalidOperationException($"{page.Address} answers {page.Status}: {page.Body}");
        var parts = location.Split(['?', '#'], 2);
        return new ApplicationAnswer(parts[0], location.Contains('#', StringComparison.Ordinal) ? "fragment" : "query", Read(parts[1]));
    }

    private static List<(string, string)> Read(string text) =>
        [.. text.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => (HttpUtility.UrlDecode(pair[0]), HttpUtility.UrlDecode(pair[1])))];
}
