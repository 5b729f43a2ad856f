using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.1, insufficient redirection URI validation: an address that is not registered byte for byte gets nothing, not even
/// an error, and is not shown.
/// </summary>
public sealed class RedirectUriValidationTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("https://app.example/callback/")]
    [InlineData("https://app.example/callback-evil")]
    [InlineData("https://app.example/callback/../evil")]
    [InlineData("https://app.example/evil/../callback")]
    [InlineData("https://app.example/callback/%2e%2e/evil")]
    [InlineData("https://app.example/./callback")]
    [InlineData("https://app.example//callback")]
    [InlineData("https://app.example/CALLBACK")]
    [InlineData("https://APP.example/callback")]
    [InlineData("HTTPS://app.example/callback")]
    [InlineData("http://app.example/callback")]
    [InlineData("https://app.example:443/callback")]
    [InlineData("https://app.example:8443/callback")]
    [InlineData("https://evil@app.example/callback")]
    [InlineData("https://app.example@evil.example/callback")]
    [InlineData("https://app.example:x@evil.example/callback")]
    [InlineData("https://app.example\\@evil.example/callback")]
    [InlineData("https://app.example.evil.example/callback")]
    [InlineData("https://evil.app.example/callback")]
    [InlineData("https://evilapp.example/callback")]
    [InlineData("https://app.example./callback")]
    [InlineData("https://evil.example/https://app.example/callback")]
    [InlineData("https://evil.example#https://app.example/callback")]
    [InlineData("https://evil.example?https://app.example/callback")]
    [InlineData("https://app.example/callback#")]
    [InlineData("https://app.example/callback#evil")]
    [InlineData("https://app.example/callback?")]
    [InlineData("https://app.example/callback?next=https://evil.example")]
    [InlineData("https%3A%2F%2Fapp.example%2Fcallback")]
    [InlineData("https://app.example/c%61llback")]
    [InlineData("https://app.example/callback%00")]
    [InlineData("https://app.example/callback\u0001")]
    [InlineData("https://app.example/callback\r\nevil: x")]
    [InlineData("https://app.example/callback ")]
    [InlineData(" https://app.example/callback")]
    [InlineData("https://app.example/callback https://app.example/second")]
    [InlineData("//app.example/callback")]
    [InlineData("/callback")]
    [InlineData("https://other.example/callback")]
    [InlineData("javascript:alert(1)//https://app.example/callback")]
    public async Task Only_a_registered_address_byte_for_byte_gets_an_answer(string redirectUri)
    {
        var asking = Asking.Of("app").With(("redirect_uri", redirectUri));

        foreach (var door in new[] { asking.At(Dex), asking.AtConnector(Dex) })
        {
            var page = await Browser.FollowAsync(door);

            Assert.Equal((400, null), (page.Status, page.Location));
            Assert.DoesNotContain("evil", page.Body, StringComparison.OrdinalIgnoreCase);
            Assert.All(Browser.Visited, visited => Assert.Equal(Dex.Address, (visited.Location ?? visited.Address).Authority));
        }
    }

    [Theory]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://localhost@evil.example/")]
    [InlineData("http://localhost:80@evil.example/")]
    [InlineData("http://evil.example#@localhost/")]
    [InlineData("http://evil.example?@localhost/")]
    [InlineData("http://evil.example/@localhost/")]
    [InlineData("http://evil.example\\@localhost/")]
    [InlineData("http://localhost%2eevil.example/")]
    [InlineData("http://127.0.0.1.evil.example/")]
    [InlineData("http://127.0.0.1@evil.example/")]
    [InlineData("http://[::1]@evil.example/")]
    [InlineData("http://LOCALHOST/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://128.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("http:/localhost/")]
    [InlineData("http:localhost/")]
    [InlineData("javascript://localhost/%0aalert(1)")]
    [InlineData("ftp://localhost/")]
    public async Task A_client_without_any_address_is_answered_on_this_machine_only(string redirectUri)
    {
        var page = await Browser.FollowAsync(Asking.Of("native").With(("redirect_uri", redirectUri)).At(Dex));

        Assert.Equal((400, null), (page.Status, page.Location));
    }

    [Fact]
    public async Task Of_a_repeated_address_the_first_counts_and_no_other_is_ever_gone_to()
    {
        const string good = "https://app.example/callback";
        const string evil = "https://evil.example/callback";

        var first = await SignInAsync(Asking.Of("app").And("redirect_uri", evil));
        var second = await Browser.FollowAsync(Asking.Of("app").With(("redirect_uri", evil)).And("redirect_uri", good).At(Dex));
        var inBody = await Browser.FollowAsync(await Browser.PostAsync(Asking.Of("app").At(Dex), ("redirect_uri", evil)));
        var inQuery = ApplicationAnswer.Of(await Browser.WalkAsync(await Browser.PostAsync(
            Asking.Of("app").With(("redirect_uri", evil)).At(Dex), ("redirect_uri", good))));

        Assert.Equal((good, good), (first.Address, inQuery.Address));
        Assert.Equal((400, 400), (second.Status, inBody.Status));
        Assert.DoesNotContain(Browser.Visited, page => page.Location?.Host == "evil.example");
    }

    [Fact]
    public async Task A_chooser_for_a_foreign_address_does_not_say_that_one_comes_back_to_it()
    {
        var asking = Asking.Of("app").Without("connector_id");

        var honest = await Browser.GetAsync(asking.At(Dex));
        var foreign = await Browser.GetAsync(asking.With(("redirect_uri", "https://evil.example/")).At(Dex));

        Assert.Contains("You will come back to <b>app.example</b>", honest.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("You will come back", foreign.Body, StringComparison.Ordinal);
    }
}
