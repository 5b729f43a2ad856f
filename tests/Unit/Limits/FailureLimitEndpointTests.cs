using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Limits;

public sealed class FailureLimitEndpointTests
{
    [Fact]
    public async Task With_the_defaults_a_hundred_wrong_attempts_within_a_minute_are_all_401_and_a_right_one_passes_all_the_while()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Limits = "clientAuthentication: {}" });

        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var answer = await dex.TokenAsAsync("batch", "wrong");
            Assert.Equal(401, (int)answer.StatusCode);
        }

        using var right = await dex.TokenAsync(StandardClients.Batch);
        Assert.Equal(200, (int)right.StatusCode);
    }

    [Fact]
    public async Task Beyond_the_limit_failures_are_429_and_a_right_secret_from_the_same_address_is_never_touched()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Limits = "clientAuthentication: {perClient: 3, perAddress: 5, window: 1h}" });
        var statuses = new List<int>();

        for (var attempt = 0; attempt < 8; attempt++)
        {
            using var wrong = await dex.TokenAsAsync(attempt < 4 ? "batch" : "nobody", "wrong");
            using var right = await dex.TokenAsync(StandardClients.Batch);
            statuses.Add((int)wrong.StatusCode);
            Assert.Equal(200, (int)right.StatusCode);
        }

        Assert.Equal([401, 401, 401, 429, 401, 429, 429, 429], statuses);
    }

    [Fact]
    public async Task The_429_says_when_to_come_back_and_has_no_challenge()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Limits = "clientAuthentication: {perClient: 1, window: 1h}" });
        using var first = await dex.TokenAsAsync("batch", "wrong");

        using var answer = await dex.TokenAsAsync("batch", "wrong");

        Assert.Equal((429, "temporarily_unavailable"), await answer.ReadRefusalAsync());
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 3000, 3600);
        Assert.Null(answer.Header("WWW-Authenticate"));
        Assert.Equal("client.secret_mismatch", dex.RefusalOf(answer).Received);
    }

    [Fact]
    public async Task The_address_that_is_counted_is_the_one_behind_the_proxy()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            Web = "clientRemoteIP: {header: X-Real-IP, trustedProxies: [127.0.0.1/32]}",
            Limits = "clientAuthentication: {perAddress: 1, window: 1h}",
        });

        Assert.Equal(401, await AskAsync("192.0.2.1"));
        Assert.Equal(429, await AskAsync("192.0.2.1"));
        Assert.Equal(401, await AskAsync("192.0.2.2"));

        async Task<int> AskAsync(string address)
        {
            using var form = new FormUrlEncodedContent(DexServer.TokenForm().Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
            using var answer = await dex.SendAsync(HttpMethod.Post, "/token", DexServer.Basic("nobody", "x"), form, ("X-Real-IP", address));
            return (int)answer.StatusCode;
        }
    }
}
