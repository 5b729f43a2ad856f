using System.Text.Json;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.SignIn;

/// <summary>Protocol 4.12: what the client gets, in which place, and that it gets it once.</summary>
public sealed class AnswerTests(SignInServer shared) : SignInTest(shared)
{
    [Theory]
    [InlineData("code", "query", "code iss state")]
    [InlineData("id_token", "fragment", "id_token iss state")]
    [InlineData("id_token token", "fragment", "access_token expires_in id_token iss state token_type")]
    [InlineData("code id_token", "fragment", "code id_token iss state")]
    [InlineData("code token", "fragment", "access_token code iss state token_type")]
    [InlineData("code id_token token", "fragment", "access_token code id_token iss state token_type")]
    [InlineData(" token  code id_token code ", "fragment", "access_token code id_token iss state token_type")]
    public async Task Each_response_type_has_its_members_in_their_place(string responseType, string place, string members)
    {
        var answer = await SignInAsync(changes: ("response_type", responseType));

        Assert.Equal(("https://web.example.com/callback", place), (answer.Address, answer.Place));
        Assert.Equal(members, string.Join(' ', answer.Members.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(("s1", Dex.Issuer), (answer["state"], answer["iss"]));
        Assert.Equal("bearer", answer.Members.GetValueOrDefault("token_type", "bearer"));
        Assert.Equal("86400", answer.Members.GetValueOrDefault("expires_in", "86400"));
    }

    [Theory]
    [InlineData("id_token")]
    [InlineData("id_token token")]
    [InlineData("code id_token")]
    [InlineData("code id_token token")]
    public async Task An_id_token_is_tied_to_what_came_with_it_and_to_nothing_else(string responseType)
    {
        var answer = await SignInAsync(changes: ("response_type", responseType));

        var claims = Answers.PayloadOf(answer["id_token"]);
        Assert.Equal(HashOf("access_token"), Text(claims, "at_hash"));
        Assert.Equal(HashOf("code"), Text(claims, "c_hash"));
        Assert.Equal("n1", Text(claims, "nonce"));

        string? HashOf(string member) => answer.Members.TryGetValue(member, out var value) ? TokenHash.Of("RS256", value) : null;
    }

    [Fact]
    public async Task A_code_of_a_hybrid_answer_is_redeemed_like_any_and_its_token_opens_userinfo()
    {
        var answer = await SignInAsync(changes: ("response_type", "code id_token token"));

        using var redeemed = await Dex.RedeemAsync(SignInServer.Web, answer.Code);
        using var userInfo = await Dex.GetAsync("/userinfo", $"Bearer {answer["access_token"]}");

        Assert.Equal((200, 200), ((int)redeemed.StatusCode, (int)userInfo.StatusCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task The_state_is_there_and_empty_where_none_was_sent(string? state)
    {
        var query = await SignInAsync(changes: ("state", state));
        var fragment = await SignInAsync(changes: [("state", state), ("response_type", "id_token")]);

        Assert.Equal(("", ""), (query["state"], fragment["state"]));
    }

    // F-23.
    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    public async Task What_is_sent_is_encoded_once(string responseType)
    {
        var browser = await SignedInAsync(changes: [("state", "a b%20c&d=é#+"), ("response_type", responseType)]);

        Assert.Contains("&state=a+b%2520c%26d%3D%C3%A9%23%2B", browser.Location, StringComparison.Ordinal);
        Assert.Equal("a b%20c&d=é#+", ClientAnswer.Of(browser)["state"]);
    }

    [Fact]
    public async Task The_query_of_the_clients_address_stays_and_only_names_of_the_answers_own_give_way()
    {
        var browser = await SignedInAsync(changes: ("redirect_uri", SignInServer.WithQuery));

        Assert.Matches(
            $"^https://web\\.example\\.com/callback\\?code=[a-z0-9]{{20,}}&empty=&iss={Uri.EscapeDataString(Dex.Issuer)}&state=s1&tenant=north$",
            browser.Location);
    }

    [Fact]
    public async Task An_answer_in_the_fragment_leaves_the_query_alone()
    {
        var browser = await SignedInAsync(changes: [("redirect_uri", SignInServer.WithQuery), ("response_type", "id_token")]);

        Assert.StartsWith(SignInServer.WithQuery + "#id_token=", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_with_a_scheme_of_its_own_is_reached_by_it()
    {
        var browser = await SignedInAsync(changes: ("redirect_uri", "com.example.app:/callback"));

        Assert.StartsWith("com.example.app:/callback?code=", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_may_have_its_code_in_the_fragment()
    {
        var answer = await SignInAsync(changes: ("response_mode", "fragment"));

        Assert.Equal(("fragment", "code iss state"), (answer.Place, string.Join(' ', answer.Members.Keys.Order(StringComparer.Ordinal))));
    }

    [Fact]
    public async Task An_answer_is_given_once()
    {
        var browser = await SignedInAsync();
        var last = browser.Address.AbsoluteUri;

        AssertPage(await OpenAsync(last), 400, "flow.request_gone");
    }

    [Fact]
    public async Task Of_many_who_ask_for_the_same_answer_at_once_one_gets_it()
    {
        var asked = await IdentifiedAsync(changes: ("prompt", "consent"));
        await asked.PressAsync("Allow");
        var last = new Uri(asked.Address, asked.Location).AbsoluteUri;

        var browsers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GoAsync(last)));

        Assert.Single(browsers, browser => browser.Status == 303);
        Assert.Equal(7, browsers.Count(browser => browser.Status == 400));
    }

    [Fact]
    public async Task A_token_that_cannot_be_signed_is_told_to_the_client_and_leaves_the_request()
    {
        var fickle = await Dex.AddWebAppAsync($"fickle-{Guid.NewGuid()}", client => client with { TrustedPeers = [SignInServer.Web] });
        var browser = await IdentifiedAsync(
            changes: [("response_type", "code id_token"), ("scope", $"openid audience:server:client_id:{fickle.Id}"), ("prompt", "consent")]);
        var withdrawn = await Dex.ChangeAsync(fickle, client => client with { TrustedPeers = [] });
        await browser.AllowAsync();

        AssertTold(browser, "server_error", "audience.trust_withdrawn", "fragment");
        await Dex.ChangeAsync(withdrawn, client => client with { TrustedPeers = [SignInServer.Web] });
        await browser.OpenAsync(browser.Address.AbsoluteUri);
        Assert.NotEmpty(ClientAnswer.Of(browser).Code);
    }

    private static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) ? value.GetString() : null;
}
