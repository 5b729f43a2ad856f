using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

public sealed class MockConnectorTests : IAsyncLifetime
{
    private static readonly ConnectorScopes None = new(false, false);

    private DexServer _dex = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dex = await DexServer.StartAsync(new DexServerSettings
    {
        More = """
            connectors:
              - {type: mockCallback, id: mock, name: Example}
              - {type: mockPassword, id: pass, name: Password, grantTypes: [password], config: {username: jane, password: $MOCK_PASSWORD}}
            """,
        Environment = new Dictionary<string, string> { ["MOCK_PASSWORD"] = "s3\"cret" },
    });

    public ValueTask DisposeAsync() => _dex.DisposeAsync();

    [Fact]
    public async Task They_are_listed_in_file_order_with_their_grants()
    {
        var listed = await _dex.Services.GetRequiredService<IConnectorDirectory>().ListAsync(Ct);

        Assert.Equal(["mock", "pass"], listed.Select(connector => connector.Id));
        Assert.True(listed[0].AllowsGrant(GrantTypes.AuthorizationCode));
        Assert.False(listed[1].AllowsGrant(GrantTypes.AuthorizationCode));
        Assert.Equal(["mock", "pass"], _dex.LinesOf("config connector").Select(line => line.Contains("\"mock\"", StringComparison.Ordinal) ? "mock" : "pass"));
    }

    [Fact]
    public async Task The_callback_comes_straight_back_with_the_state()
    {
        var start = await (await OpenAsync<IRedirectConnector>("mock")).StartAsync(new(None, "https://id.example.com/dex/callback", "a b&c", ""), Ct);

        Assert.Equal("https://id.example.com/dex/callback?state=a%20b%26c", start.Url);
        Assert.Null(start.ConnectorData);
    }

    [Fact]
    public async Task The_callback_always_knows_the_same_person()
    {
        var finish = await (await OpenAsync<IRedirectConnector>("mock")).FinishAsync(
            new(None, null, "https://id.example.com/dex/callback", FormParameters.Empty, new Dictionary<string, string>()), Ct);
        var refreshed = await (await OpenAsync<IRefreshConnector>("mock")).RefreshAsync(None, new(new() { UserId = "x" }), Ct);
        var identified = await (await OpenAsync<ITokenIdentityConnector>("mock")).IdentifyAsync("any", "any", Ct);

        var expected = new PersonClaims
        {
            UserId = "0-385-28089-0",
            Username = "Kilgore Trout",
            Email = "kilgore@kilgore.trout",
            EmailVerified = true,
            Groups = ["authors"],
        };
        Assert.All([finish, refreshed, identified], identity => Assert.Equivalent(expected, identity.Claims, strict: true));
        Assert.All([finish, refreshed, identified], identity => Assert.Equal("foobar", identity.ConnectorData));
    }

    [Fact]
    public async Task The_password_of_the_file_opens_after_expansion()
    {
        var connector = await OpenAsync<IPasswordConnector>("pass");
        var login = await connector.LoginAsync(None, new PasswordAttempt("jane", "s3\"cret", "192.0.2.1"), Ct);

        Assert.Equal("", connector.Prompt);
        Assert.Equal("0-385-28089-0", login.Value!.Claims.UserId);
        Assert.Empty(login.Value.Claims.Groups);
        Assert.Equal("""{"test": "true"}""", login.Value.ConnectorData);
        Assert.Same(login.Value, await Assert.IsAssignableFrom<IRefreshConnector>(connector).RefreshAsync(None, login.Value, Ct));
    }

    [Theory]
    [InlineData("jane", "wrong")]
    [InlineData("Jane", "s3\"cret")]
    [InlineData("", "")]
    public async Task Anything_else_is_wrong(string username, string password)
    {
        var login = await (await OpenAsync<IPasswordConnector>("pass")).LoginAsync(None, new PasswordAttempt(username, password, ""), Ct);

        Assert.Equal(RefusalRules.LoginWrongPassword, login.Error!.Rule);
    }

    [Fact]
    public async Task Guessing_one_name_is_limited_in_all_its_spellings_and_leaves_other_names_alone()
    {
        var connector = await OpenAsync<IPasswordConnector>("pass");
        for (var i = 0; i < 10; i++)
        {
            var guess = await connector.LoginAsync(None, new PasswordAttempt(i % 2 == 0 ? "jane" : "JANE", "wrong", $"192.0.2.{i}"), Ct);
            Assert.Equal(RefusalRules.LoginWrongPassword, guess.Error!.Rule);
        }

        var refused = (await connector.LoginAsync(None, new PasswordAttempt("jane", "s3\"cret", "192.0.2.99"), Ct)).Error!;
        Assert.Equal(RefusalRules.LimitSignIns, refused.Rule);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(
            RefusalRules.LoginWrongPassword,
            (await connector.LoginAsync(None, new PasswordAttempt("joe", "wrong", "192.0.2.99"), Ct)).Error!.Rule);
    }

    private async Task<T> OpenAsync<T>(string id) => Assert.IsAssignableFrom<T>(
        await _dex.Services.GetRequiredService<IConnectorDirectory>().OpenAsync(id, Ct));
}
