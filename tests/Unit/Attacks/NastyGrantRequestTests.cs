using Dex.Domain.Protocol;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// Every parameter of the grants without a browser, of revocation and of introspection, with texts that break what is careless, on the
/// database that is strictest about texts and with a real provider behind the exchange.
/// </summary>
public sealed class NastyGrantRequestTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private DexServer _dex = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _dex = await DexServer.StartAsync(GrantServer.Through("local") with
        {
            Storage = await postgreSql.CreateStorageAsync(),
            More = $$"""
                {{AttackedServer.People}}
                connectors:
                  - {type: oidc, id: up, name: Up, config: {issuer: "{{_provider.Issuer}}", clientID: dex, clientSecret: s, redirectURI: "http://127.0.0.1/callback", getUserInfo: true} }
                """,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _dex.DisposeAsync();
        await _provider.DisposeAsync();
        PostgreSqlStorage.LetGo();
    }

    [Theory]
    [InlineData("/token", GrantTypes.Password, "username", "password", "scope", "nonce", "client_id", "grant_type")]
    [InlineData("/token", GrantTypes.TokenExchange, "connector_id", "subject_token", "subject_token_type", "requested_token_type", "scope", "audience")]
    [InlineData("/token/revoke", "", "token", "token_type_hint", "client_id")]
    [InlineData("/token/introspect", "", "token", "token_type_hint")]
    public async Task No_text_makes_the_server_fail_or_reaches_a_header(string route, string grant, params string[] parameters)
    {
        (string, string)[] usual =
        [
            ("grant_type", grant), ("username", "jane@example.com"), ("password", "password"), ("scope", "openid"), ("connector_id", "up"),
            ("subject_token", "opaque"), ("subject_token_type", TokenTypes.AccessToken), ("token", "x"),
        ];
        foreach (var parameter in parameters)
        {
            foreach (var text in NastyText.All)
            {
                using var answer = await _dex.PostAsClientAsync(route, SignInServer.Web, Parameters.Changed(usual, [(parameter, text)]));

                var said = $"{parameter}={text[..Math.Min(text.Length, 40)]}: {(int)answer.StatusCode}";
                Assert.True((int)answer.StatusCode < 500, said);
                Assert.Null(answer.Header("X-Evil"));
                if (!answer.IsSuccessStatusCode)
                {
                    Assert.Equal(_dex.RefusalOf(answer).Rule.Code, (await answer.ReadErrorAsync()).Code);
                }
            }
        }
    }
}
