using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Protocol;

/// <summary>Protocol 8.5, seen in the record of a refusal and in the log.</summary>
public sealed class ClientAddressTests : IAsyncLifetime
{
    private DexServer _dex = null!;

    public async ValueTask InitializeAsync() => _dex = await DexServer.StartAsync(new DexServerSettings
    {
        Web = """
            clientRemoteIP:
              header: X-Forwarded-For
              trustedProxies: [127.0.0.0/8, 10.0.0.0/8, "fd00::/8"]
            """,
    });

    public ValueTask DisposeAsync() => _dex.DisposeAsync();

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9, 10.1.2.3", "203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9, 10.1.2.3, 10.9.9.9", "203.0.113.9")]
    [InlineData("10.1.2.3, 10.4.5.6", "127.0.0.1")]
    [InlineData("203.0.113.9, nonsense, 10.1.2.3", "127.0.0.1")]
    [InlineData("nonsense, 203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8::7, fd00::1", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    public async Task Behind_trusted_proxies_the_first_untrusted_hop_from_the_right_is_the_client(string? header, string expected)
    {
        using var answer = await _dex.GetAsync("/token", null, header is null ? [] : [("X-Forwarded-For", header)]);

        Assert.Equal(expected, _dex.RefusalOf(answer).Address);
        Assert.All(_dex.Log.Of(answer.RequestId()), line => Assert.Equal(expected, line.GetProperty("client_remote_addr").GetString()));
        Assert.NotEmpty(_dex.Log.Of(answer.RequestId()));
    }

    [Theory]
    [InlineData("clientRemoteIP: {header: X-Forwarded-For, trustedProxies: [10.0.0.0/8]}")]
    [InlineData("clientRemoteIP: {header: X-Forwarded-For}")]
    [InlineData("")]
    public async Task A_peer_that_is_no_trusted_proxy_is_the_client_whatever_it_says(string web)
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Web = web });

        using var answer = await dex.GetAsync("/token", null, ("X-Forwarded-For", "203.0.113.9"));

        Assert.Equal("127.0.0.1", dex.RefusalOf(answer).Address);
    }

    [Fact]
    public async Task Without_a_configured_header_the_log_has_no_address()
    {
        await using var dex = await DexServer.StartAsync();

        using var answer = await dex.GetAsync("/token");

        Assert.All(dex.Log.Of(answer.RequestId()), line => Assert.False(line.TryGetProperty("client_remote_addr", out _)));
    }
}
