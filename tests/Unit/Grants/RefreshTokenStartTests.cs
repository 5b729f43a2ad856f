using System.Text.Json;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Operations 4.12: what the start says of the refresh tokens that it will issue.</summary>
public sealed class RefreshTokenStartTests
{
    [Theory]
    [InlineData("", "enabled=True")]
    [InlineData("disableRotation: true, reuseInterval: 0s, validIfNotUsedFor: -1h", "enabled=False")]
    [InlineData(
        "reuseInterval: 3s, validIfNotUsedFor: 2160h, absoluteLifetime: 3960h",
        "valid_if_not_used_for=2160h0m0s absolute_lifetime=3960h0m0s reuse_interval=3s enabled=True")]
    public async Task One_line_for_each_limit_that_is_set_and_always_one_for_the_rotation(string policy, string expected)
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { More = $"expiry: {{refreshTokens: {{{policy}}}}}" });

        var lines = dex.Log.Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("msg").GetString()!.StartsWith("config refresh tokens", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(expected, string.Join(' ', lines.Select(line => line.EnumerateObject().Last()).Select(member => $"{member.Name}={member.Value}")));
        Assert.Equal("config refresh tokens rotation", lines[^1].GetProperty("msg").GetString());
    }
}
