using System.Text.RegularExpressions;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.2, credential leakage via Referer headers: no answer lets the browser say where it was, and no page loads or links
/// to anything of somebody else's.
/// </summary>
public sealed partial class RefererLeakageTests(AttackedServer server) : AttackTest(server)
{
    public static TheoryData<string> Answers => EveryAnswer.Names;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_answer_lets_the_browser_tell_where_it_was(string name)
    {
        var page = await EveryAnswer.GetAsync(name, Dex, Browser);

        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_page_needs_or_links_to_anything_from_elsewhere(string name)
    {
        var page = await EveryAnswer.GetAsync(name, Dex, Browser);

        Assert.DoesNotContain(
            References().Matches(page.Location is null ? page.Body : "").Select(reference => new Uri(page.Address, reference.Groups[1].Value)),
            address => address.Authority != Dex.Address);
        Assert.StartsWith("default-src 'none';", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("http", Directives().Replace(page.Header("Content-Security-Policy")!, ""), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"#][^\"]*)\"")]
    private static partial Regex References();

    // A form may lead to the application, which is where the person goes anyway.
    [GeneratedRegex("form-action [^;]*")]
    private static partial Regex Directives();
}
