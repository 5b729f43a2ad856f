using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>What an application gets from the authorization endpoint, however it travels.</summary>
/// <param name="Address">Where it goes, without query and fragment.</param>
/// <param name="Place">Where its members stand: <c>query</c>, <c>fragment</c> or <c>form_post</c>.</param>
internal sealed record ClientAnswer(string Address, string Place, IReadOnlyDictionary<string, string> Members)
{
    /// <summary>The code of the answer. An answer without one fails the test.</summary>
    public string Code => this["code"];

    /// <summary>The value of a member that has to be there.</summary>
    public string this[string name]
    {
        get
        {
            Assert.True(Members.ContainsKey(name), $"The answer has no {name}: {string.Join(' ', Members)}");
            return Members[name];
        }
    }

    /// <summary>Reads the redirect or the form that the browser got last.</summary>
    public static ClientAnswer Of(BrowserWalk browser)
    {
        if (browser.Location is { } location)
        {
            var (place, mark) = location.Contains('#', StringComparison.Ordinal) ? ("fragment", '#') : ("query", '?');
            var parts = location.Split(mark, 2);
            return new ClientAnswer(parts[0].Split('?')[0], place, Read(parts.ElementAtOrDefault(1) ?? ""));
        }

        using var page = browser.Page;
        var form = page.QuerySelector("form#form-post");
        Assert.True(form is not null, $"The application got no answer; the browser is at {browser.Address} ({browser.Status}): {page.Body?.TextContent}");
        return new ClientAnswer(
            form.GetAttribute("action")!,
            "form_post",
            form.QuerySelectorAll("input[name]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value")!));
    }

    private static Dictionary<string, string> Read(string encoded) =>
        QueryHelpers.ParseQuery(encoded).ToDictionary(pair => pair.Key, pair => Assert.Single(pair.Value)!);
}
