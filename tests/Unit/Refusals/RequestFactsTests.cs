using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class RequestFactsTests
{
    [Fact]
    public void Harmless_parameters_keep_their_value_and_secret_ones_their_length()
    {
        var facts = GivenRefusal.Facts("grant_type=authorization_code&code=a-secret-code&scope=openid+email&code_verifier=a-verifier");

        Assert.Equal(4, facts.ParameterCount);
        Assert.Equal(("authorization_code", "openid email"), (facts.Text("grant_type"), facts.Text("scope")));
        Assert.Equal(new SentParameter("code", null, 13), facts.Find("code"));
        Assert.Equal(new SentParameter("code_verifier", null, 10), facts.Find("code_verifier"));
    }

    [Theory]
    [InlineData("a-pasted-secret")]
    [InlineData("a-pasted-secret=x")]
    [InlineData("own_parameter=a-pasted-secret")]
    public void A_parameter_that_nobody_knows_is_counted_and_not_named(string form)
    {
        var facts = GivenRefusal.Facts(form);

        Assert.Equal(1, facts.ParameterCount);
        Assert.Empty(facts.Parameters);
    }

    [Fact]
    public void Of_a_repeated_parameter_the_first_counts_as_it_does_for_the_endpoint() =>
        Assert.Equal(["openid"], GivenRefusal.Facts("scope=openid&scope=email").Parameters.Select(sent => sent.Value));

    [Fact]
    public void What_a_stranger_sent_is_cut_and_escaped()
    {
        var facts = RequestFacts.Read("BR\nEW", new string('a', 500), null, GivenFlow.Form("scope=" + new string('s', 500)));

        Assert.Equal(("BR\\u000aEW", RefusalText.Limit + 1), (facts.Method, facts.UserAgent.Length));
        Assert.Equal((RefusalText.Limit + 1, 500), (facts.Text("scope").Length, facts.Find("scope")!.Length));
    }

    [Theory]
    [InlineData("https://app.example.com/callback?key=hidden#hidden", "https://app.example.com/callback")]
    [InlineData("https://me:hidden@app.example.com/callback", "https://app.example.com/callback")]
    [InlineData("https://app.example.com/@ada", "https://app.example.com/@ada")]
    [InlineData("com.example.app:/callback", "com.example.app:/callback")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob", "urn:ietf:wg:oauth:2.0:oob")]
    public void A_redirect_uri_is_shown_without_what_may_hold_a_secret(string sent, string shown) =>
        Assert.Equal(shown, GivenRefusal.Facts("redirect_uri=" + Uri.EscapeDataString(sent)).Text("redirect_uri"));

    [Fact]
    public void The_way_in_which_a_client_says_who_it_is_is_told_and_its_secret_is_only_measured()
    {
        var basic = GivenRefusal.Facts("a=b", DexServer.Basic("batch", "a-secret"));
        var post = GivenRefusal.Facts("client_id=batch&client_secret=a-secret");
        var nothing = GivenRefusal.Facts("client_id=batch");
        var bearer = GivenRefusal.Facts("a=b", "Bearer a-token");

        Assert.Equal(("client_secret_basic", "batch", 8), (basic.Authentication, basic.ClientId, basic.SecretLength));
        Assert.Equal(("client_secret_post", "batch", 8), (post.Authentication, post.ClientId, post.SecretLength));
        Assert.Equal(("none", "batch", 0), (nothing.Authentication, nothing.ClientId, nothing.SecretLength));
        Assert.Equal(("bearer", "", 7), (bearer.Authentication, bearer.ClientId, bearer.SecretLength));
    }

    [Fact]
    public void Parameters_that_were_not_read_are_told_from_none() =>
        Assert.Equal((null, 0), (RequestFacts.Read("GET", "", null, null).ParameterCount, GivenRefusal.Facts("").ParameterCount));
}
