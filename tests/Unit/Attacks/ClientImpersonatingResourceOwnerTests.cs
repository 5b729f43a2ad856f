using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 4.15, client impersonating resource owner: no name that a client can have makes its subject a person's.</summary>
public sealed class ClientImpersonatingResourceOwnerTests(AttackedServer server) : AttackTest(server)
{
    [Theory]
    [InlineData("jane")]
    [InlineData("CgRqYW5lEgVsb2NhbA")]
    [InlineData("jane local")]
    public async Task A_client_that_calls_itself_like_a_person_is_another_subject(string clientId)
    {
        var client = await Dex.AddAsync(Given.Client(clientId, Given.Secret()));
        using var answer = await Dex.TokenAsAsync(client.Id, "dxs_right");
        var machine = Answers.PayloadOf((await answer.ReadJsonAsync()).Text("access_token"));

        var tokens = await Dex.TokensAsync("app", await CodeAsync(Asking.Of("app", "local")));

        Assert.Equal("CgRqYW5lEgVsb2NhbA", Answers.PayloadOf(tokens.Text("access_token")).Text("sub"));
        Assert.NotEqual("CgRqYW5lEgVsb2NhbA", machine.Text("sub"));
    }
}
