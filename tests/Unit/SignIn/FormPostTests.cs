using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Answers that travel by a page: <c>response_mode=form_post</c>, and codes that a person copies.</summary>
public sealed class FormPostTests(SignInServer shared) : SignInTest(shared)
{
    [Theory]
    [InlineData("code", "code iss state")]
    [InlineData("id_token", "id_token iss state")]
    [InlineData("id_token token", "access_token expires_in id_token iss state token_type")]
    [InlineData("code id_token", "code id_token iss state")]
    [InlineData("code token", "access_token code iss state token_type")]
    [InlineData("code id_token token", "access_token code id_token iss state token_type")]
    public async Task The_members_are_the_fields_of_a_form_that_goes_to_the_client(string responseType, string members)
    {
        var browser = await SignedInAsync(changes: [("response_type", responseType), ("response_mode", "form_post"), ("state", "a\"b<c>&é")]);

        var answer = ClientAnswer.Of(browser);
        Assert.Equal((200, "form_post", "https://web.example.com/callback"), (browser.Status, answer.Place, answer.Address));
        Assert.Equal(members, string.Join(' ', answer.Members.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(("a\"b<c>&é", Dex.Issuer), (answer["state"], answer["iss"]));
    }

    [Fact]
    public async Task The_form_sends_itself_by_a_script_with_the_nonce_of_its_page_and_may_go_nowhere_but_to_the_client()
    {
        var browser = await SignedInAsync(changes: ("response_mode", "form_post"));

        using var page = browser.Page;
        var script = Assert.Single(page.QuerySelectorAll("script:not([src])"));
        var policy = browser.Answer.Header("Content-Security-Policy")!;
        Assert.Contains($"script-src 'nonce-{script.GetAttribute("nonce")}'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://web.example.com;", policy, StringComparison.Ordinal);
        Assert.Contains("form-post", script.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form#form-post[method=post] button[type=submit]"));
        Assert.Equal("no-store", browser.Answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Nothing_can_be_posted_to_an_application_that_is_no_web_address() => AssertTold(
        await GoAsync("/auth/mock" + Parameters.Asking(
            SignInServer.Web, ("redirect_uri", "com.example.app:/callback"), ("response_mode", "form_post"))),
        "invalid_request", "response_mode.invalid");

    [Theory]
    [InlineData(SignInServer.Web)]
    [InlineData(SignInServer.Native)]
    public async Task A_code_out_of_band_is_shown_for_copying_and_redeemed_with_the_same_address(string client)
    {
        var browser = await SignedInAsync(client, SignInServer.Mock, ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"));

        using var page = browser.Page;
        var field = page.QuerySelector("input#code[readonly]")!;
        Assert.Equal((200, null, "no-store"), (browser.Status, browser.Location, browser.Answer.Header("Cache-Control")));
        using var redeemed = await Dex.RedeemAsync(client, field.GetAttribute("value")!, ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"));
        Assert.Equal(200, (int)redeemed.StatusCode);
    }

    [Theory]
    [InlineData("response_type", "code token", "response_type.token_out_of_band")]
    [InlineData("response_type", "id_token token", "response_type.token_out_of_band")]
    [InlineData("scope", "email", "scope.openid_missing")]
    [InlineData("prompt", "none", "prompt.login_required")]
    public async Task What_is_wrong_with_a_request_out_of_band_is_told_to_the_person(string name, string value, string rule) => AssertPage(
        await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"), (name, value))), 400, rule);
}
