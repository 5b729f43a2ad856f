using Dex.Domain.Keys;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Federation;

/// <summary>The signing keys of a server.</summary>
internal static class UpstreamKeys
{
    /// <summary>The published ones, the one that signs first.</summary>
    public static async Task<string[]> KeyIdsAsync(this DexServer dex)
    {
        using var answer = await dex.GetAsync("/keys");
        return [.. (await answer.ReadJsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.Text("kid"))];
    }

    /// <summary>As an administrator does in the console; the server must let everybody do so.</summary>
    public static async Task RotateKeyAsync(this DexServer dex) =>
        Assert.False((await dex.Services.GetRequiredService<IKeyAdministration>().RotateNowAsync(Given.Ada, TestContext.Current.CancellationToken)).Failed);
}
