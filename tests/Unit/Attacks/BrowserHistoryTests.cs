using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.3, credential leakage via browser history: pages are not kept, a code that stands in an old address opens nothing,
/// and a token never stands in one.
/// </summary>
public sealed class BrowserHistoryTests(AttackedServer server) : AttackTest(server)
{
    public static TheoryData<string> Answers => EveryAnswer.Names;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_answer_is_kept(string name)
    {
        var page = await EveryAnswer.GetAsync(name, Dex, Browser);

        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_in_an_old_address_opens_nothing_once_it_was_used()
    {
        var code = await CodeAsync(Asking.Of("site").WithPkce());
        await Dex.TokensAsync("site", code, ("client_id", "site"), ("code_verifier", Asking.Verifier));

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("site", code, ("client_id", "site"), ("code_verifier", Asking.Verifier)));
    }

    [Fact]
    public async Task A_code_in_an_old_address_opens_nothing_without_the_verifier_either()
    {
        var code = await CodeAsync(Asking.Of("site").WithPkce());

        Assert.Equal((400, "invalid_grant"), await Dex.RefusedAsync("site", code, ("client_id", "site")));
    }

    [Theory]
    [InlineData("id_token")]
    [InlineData("id_token token")]
    [InlineData("code id_token")]
    [InlineData("code token")]
    [InlineData("code id_token token")]
    public async Task Tokens_travel_in_the_fragment_or_in_a_form_and_the_query_is_refused(string responseType)
    {
        var asking = Asking.Of("app").With(("response_type", responseType), ("nonce", "n"));

        var usual = await SignInAsync(asking);
        var posted = await SignInAsync(asking.With(("response_mode", "form_post")));
        var refused = await SignInAsync(asking.With(("response_mode", "query")));

        Assert.Equal(("fragment", ""), (usual.Way, usual.Error));
        Assert.Equal(("form_post", ""), (posted.Way, posted.Error));
        Assert.Equal(("fragment", "invalid_request"), (refused.Way, refused.Error));
        Assert.DoesNotContain(Browser.Visited, page => (page.Location?.Query + page.Address.Query).Contains("eyJ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_endpoint_takes_a_token_or_a_secret_from_its_address()
    {
        var tokens = await Dex.TokensAsync("app", await CodeAsync(Asking.Of("app")));
        var token = tokens.Text("access_token");

        using var userInfo = await Dex.GetAsync("/userinfo?access_token=" + token);
        using var introspection = await Dex.PostAsync("/token/introspect?token=" + token, [("x", "y")], DexServer.Basic("app", "app-secret"));
        using var credentials = await Dex.PostAsync("/token?client_id=app&client_secret=app-secret", DexServer.TokenForm());

        Assert.Equal((401, "access_denied"), await userInfo.ReadRefusalAsync());
        Assert.Equal((400, "invalid_request"), await introspection.ReadRefusalAsync());
        Assert.Equal((401, "invalid_client"), await credentials.ReadRefusalAsync());
    }
}
