using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 4.16, clickjacking: no answer is ever shown in a frame of anybody's, by the word of new browsers and of old ones.</summary>
public sealed class ClickjackingTests(AttackedServer server) : AttackTest(server)
{
    public static TheoryData<string> Answers => EveryAnswer.Names;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_answer_is_shown_in_a_frame(string name)
    {
        var page = await EveryAnswer.GetAsync(name, Dex, Browser);

        Assert.Contains("frame-ancestors 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
    }
}
