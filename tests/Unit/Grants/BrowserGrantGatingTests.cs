using Dex.Domain.Protocol;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Product 3.2 and F-1: a grant that is off issues nothing, by any way, at any moment, to anybody; the console's door stays open.</summary>
public sealed class BrowserGrantGatingTests(SignInServer shared) : SignInTest(shared)
{
    private static readonly string[] ResponseTypes = ["code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"];

    // The console decides, and every response type is configured.
    private static readonly DexServerSettings Switchable = SignInServer.Settings with { OAuth2 = "responseTypes: [code, id_token, token]" };

    [Fact]
    public async Task With_both_browser_grants_off_in_the_file_nothing_is_issued_or_advertised_and_administrators_still_get_in()
    {
        await StartAsync(SignInServer.Settings with { OAuth2 = "grantTypes: [client_credentials]\nresponseTypes: [code, id_token, token]" });

        await AssertClosedAsync(ResponseTypes);
        await AssertHiddenAsync();
        await AssertConsoleOpensAsync();
    }

    [Fact]
    public async Task With_both_switched_off_at_run_time_the_same_holds_at_once()
    {
        await StartAsync(Switchable);
        Assert.NotEmpty((await SignInAsync()).Code);

        await Dex.SwitchAsync((GrantTypes.AuthorizationCode, false), (GrantTypes.Implicit, false));

        await AssertClosedAsync(ResponseTypes);
        await AssertHiddenAsync();
        await AssertConsoleOpensAsync();
    }

    [Theory]
    [InlineData("code")]
    [InlineData("code id_token token")]
    public async Task Who_is_in_the_middle_of_a_sign_in_gets_nothing_either(string responseType)
    {
        await StartAsync(Switchable);
        (string, string?)[] changes = [("response_type", responseType), ("prompt", "consent")];
        var form = await OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web, changes));
        var upstream = await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, changes));
        var consent = await IdentifiedAsync(changes: changes);
        var allowed = await IdentifiedAsync(changes: changes);
        await allowed.PressAsync("Allow");

        await Dex.SwitchAsync((GrantTypes.AuthorizationCode, false));

        await form.TypeAsync("kilgore", "trout");
        await upstream.FollowAsync();
        await consent.AllowAsync();
        await allowed.FollowAsync();
        var place = responseType == "code" ? "query" : "fragment";
        Assert.All([form, upstream, consent, allowed], browser =>
            AssertTold(browser, "unsupported_response_type", "response_type.disabled_by_server", place));
    }

    [Fact]
    public async Task A_code_that_is_out_is_refused_while_the_grant_is_off_and_good_when_it_is_on_again()
    {
        await StartAsync(Switchable);
        var code = (await SignInAsync()).Code;

        await Dex.SwitchAsync((GrantTypes.AuthorizationCode, false));
        using var refused = await Dex.RedeemAsync(SignInServer.Web, code);
        await Dex.SwitchAsync((GrantTypes.AuthorizationCode, true));
        using var granted = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal((400, "unsupported_grant_type"), await refused.ReadRefusalAsync());
        Assert.Equal("grant.disabled_by_server", Dex.RefusalOf(refused).Rule.Id);
        Assert.Equal(200, (int)granted.StatusCode);
    }

    [Fact]
    public async Task With_authorization_code_off_alone_no_code_is_issued_in_any_company()
    {
        await StartAsync(Switchable);
        await Dex.SwitchAsync((GrantTypes.AuthorizationCode, false));

        await AssertClosedAsync(ResponseTypes.Where(type => type.Contains("code", StringComparison.Ordinal)));
        Assert.Equal("id_token iss state", await MembersAsync("id_token"));
        Assert.Equal("access_token expires_in id_token iss state token_type", await MembersAsync("id_token token"));
        await AssertConsoleOpensAsync();
    }

    [Fact]
    public async Task With_implicit_off_alone_no_token_leaves_the_authorization_endpoint()
    {
        await StartAsync(Switchable);
        await Dex.SwitchAsync((GrantTypes.Implicit, false));

        await AssertClosedAsync(ResponseTypes.Where(type => type.Contains("token", StringComparison.Ordinal)), codeGrantIsOff: false);
        Assert.Equal("code iss state", await MembersAsync("code"));
    }

    [Theory]
    [InlineData(SignInServer.Coder, "code")]
    [InlineData(SignInServer.Frontal, "id_token", "id_token token")]
    [InlineData(SignInServer.Machine)]
    public async Task A_client_gets_what_its_own_list_allows_and_else_hears_that_it_is_unauthorized(string client, params string[] allowed)
    {
        foreach (var responseType in ResponseTypes)
        {
            var browser = await SignedInAsync(client, SignInServer.Mock, ("response_type", responseType));

            if (allowed.Contains(responseType))
            {
                Assert.DoesNotContain("error", ClientAnswer.Of(browser).Members.Keys);
            }
            else
            {
                AssertTold(browser, "unauthorized_client", "response_type.disabled_by_client", PlaceOf(responseType));
            }
        }
    }

    [Fact]
    public async Task What_the_server_has_off_is_told_before_what_the_client_may_not()
    {
        await StartAsync(SignInServer.Settings with { OAuth2 = "grantTypes: [client_credentials]" });

        AssertTold(
            await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Machine)), "unsupported_response_type", "response_type.disabled_by_server");
    }

    private async Task AssertClosedAsync(IEnumerable<string> responseTypes, bool codeGrantIsOff = true)
    {
        foreach (var responseType in responseTypes)
        {
            foreach (var (client, prompt) in new[] { (SignInServer.Web, (string?)null), (SignInServer.Web, "none"), (SignInServer.Native, null) })
            {
                var query = Parameters.Asking(client, ("response_type", responseType), ("prompt", prompt));
                foreach (var route in prompt is null ? ["/auth/mock"] : new[] { "/auth/mock", "/auth" })
                {
                    var browser = await OpenAsync(route + query);
                    AssertTold(browser, "unsupported_response_type", "response_type.disabled_by_server", PlaceOf(responseType));
                }
            }
        }

        using var token = await Dex.RedeemAsync(SignInServer.Web, "any");
        Assert.Equal(codeGrantIsOff ? (400, "unsupported_grant_type") : (400, "invalid_grant"), await token.ReadRefusalAsync());
        using var front = await Dex.PostAsync("/token", [("grant_type", "implicit")], DexServer.Basic(SignInServer.Web, "web-secret"));
        Assert.Equal((400, "unsupported_grant_type"), await front.ReadRefusalAsync());
    }

    private async Task AssertHiddenAsync()
    {
        using var discovery = await Dex.GetAsync("/.well-known/openid-configuration");
        var document = await discovery.ReadJsonAsync();
        Assert.Empty(document.Names().Intersect(["authorization_endpoint", "code_challenge_methods_supported", "response_modes_supported"]));
        Assert.Equal(0, document.GetProperty("response_types_supported").GetArrayLength());
        Assert.DoesNotContain("authorization_code", document.GetProperty("grant_types_supported").GetRawText(), StringComparison.Ordinal);
    }

    private async Task AssertConsoleOpensAsync()
    {
        using var session = new ConsoleSession(Dex);
        using var answer = await session.SignInAsync(SignInServer.Ada, SignInServer.Password);
        Assert.Equal((200, "/console/"), ((int)answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
    }

    private async Task<string> MembersAsync(string responseType) =>
        string.Join(' ', (await SignInAsync(changes: ("response_type", responseType))).Members.Keys.Order(StringComparer.Ordinal));

    private static string PlaceOf(string responseType) => responseType == "code" ? "query" : "fragment";
}
