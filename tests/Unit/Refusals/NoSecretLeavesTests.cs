using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class NoSecretLeavesTests
{
    [Fact]
    public async Task Neither_the_log_nor_the_records_hold_a_secret_or_a_token_that_was_sent()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { More = ConsoleSession.Yaml });
        await dex.AddAsync(Given.Client("stored", Given.Secret("dxs_expired-secret", "old") with { ExpiresAt = Given.Now }));
        using var session = new ConsoleSession(dex);
        var token = await dex.AccessTokenAsync(StandardClients.Batch, "openid");

        using var wrong = await dex.TokenAsAsync("batch", "wrong-secret-text");
        using var unknown = await dex.TokenAsAsync("nobody", "unknown-secret-text");
        using var expired = await dex.TokenAsAsync("stored", "dxs_expired-secret");
        using var body = await dex.PostAsync("/token", DexServer.TokenForm("bogus", ("client_id", "api"), ("client_secret", "api-secret")));
        using var introspection = await dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("vault", "vault-wrong-text"));
        using var bearer = await dex.GetAsync("/userinfo", $"Bearer {token}x");
        using var login = await session.SignInAsync(ConsoleSession.Administrator, "wrong-password-text");

        var records = string.Concat(dex.Refusals.Latest(100));
        Assert.NotEmpty(dex.Log.Lines);
        Assert.All(
            new[]
            {
                "batch-secret", "wrong-secret-text", "unknown-secret-text", "dxs_expired-secret", "api-secret", "vault-wrong-text", "wrong-password-text",
                token, token.Split('.')[2],
            },
            secret =>
            {
                Assert.DoesNotContain(secret, dex.Log.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, records, StringComparison.Ordinal);
            });
    }
}
