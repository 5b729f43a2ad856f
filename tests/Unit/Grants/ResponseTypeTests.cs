using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 2.4 and F-7: discovery lists the response types that are answered, and what it does not list is refused.</summary>
public sealed class ResponseTypeTests(SignInServer shared) : SignInTest(shared)
{
    private const string All = "code|code id_token|code id_token token|code token|id_token|id_token token";

    [Theory]
    [InlineData("", "code")]
    [InlineData("responseTypes: [code]", "code")]
    [InlineData("responseTypes: [token, id_token, code]", All)]
    [InlineData("responseTypes: [id_token, token]", "id_token|id_token token")]
    [InlineData("responseTypes: [token, code]", "code|code token")]
    [InlineData("responseTypes: [code token]", "code token")]
    [InlineData("responseTypes: [code id_token token, id_token]", "code id_token token|id_token")]
    [InlineData("responseTypes: [code, code id_token]", "code|code id_token")]
    [InlineData("responseTypes: [code, id_token, token]\ngrantTypes: [authorization_code]", "code")]
    [InlineData("responseTypes: [code, id_token, token]\ngrantTypes: [implicit]", "id_token|id_token token")]
    public async Task What_is_listed_is_answered_and_what_is_not_listed_is_refused(string oauth2, string expected)
    {
        await StartAsync(SignInServer.Settings with { OAuth2 = oauth2 });

        using var discovery = await Dex.GetAsync("/.well-known/openid-configuration");
        var document = await discovery.ReadJsonAsync();
        var listed = document.GetProperty("response_types_supported").EnumerateArray().Select(type => type.GetString()!).ToList();
        Assert.Equal(expected.Split('|'), listed);
        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.Equal(Dex.Issuer + "/auth", document.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(
            listed.Contains("code") ? ["query", "fragment", "form_post"] : new[] { "fragment", "form_post" },
            document.GetProperty("response_modes_supported").EnumerateArray().Select(mode => mode.GetString()));

        foreach (var responseType in All.Split('|').Append("token"))
        {
            // The words in another order and twice are the same set.
            var asked = string.Join(' ', responseType.Split(' ').Reverse().Append(responseType.Split(' ')[0]));
            var answer = ClientAnswer.Of(await SignedInAsync(changes: ("response_type", asked)));

            Assert.Equal(listed.Contains(responseType), !answer.Members.ContainsKey("error"));
        }
    }

    [Fact]
    public async Task An_entry_of_its_own_for_token_lets_nobody_have_a_token_alone()
    {
        await StartAsync(SignInServer.Settings with { OAuth2 = "responseTypes: [token]" });

        AssertTold(
            await GoAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("response_type", "token"))),
            "invalid_request", "response_type.token_alone", "fragment");
        using var discovery = await Dex.GetAsync("/.well-known/openid-configuration");
        Assert.DoesNotContain("authorization_endpoint", (await discovery.ReadJsonAsync()).Names());
    }
}
