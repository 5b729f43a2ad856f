using System.Text.Json;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>A test at a server of its own that issues refresh tokens; its clock stands still unless the test moves it.</summary>
public abstract class RefreshTest(SignInServer shared) : SignInTest(shared)
{
    private protected FakeTimeProvider Clock { get; } = new(Given.Now);

    private protected LiveUpstream Upstream => Dex.Upstream();

    /// <param name="policy">The members of <c>expiry.refreshTokens</c>.</param>
    private protected Task<DexServer> ServeAsync(string policy = "") => StartAsync(Refreshing.Settings(policy, Clock));

    /// <summary>The answer to a redeemed code of a person who wants to stay connected.</summary>
    private protected async Task<JsonElement> ConnectAsync(
        string client = SignInServer.Web, string connector = LiveUpstream.Live, params (string Name, string? Value)[] changes)
    {
        var code = (await SignInAsync(client, connector, changes.Any(change => change.Name == "scope") ? changes : [Refreshing.Offline, .. changes])).Code;
        using var answer = await Dex.RedeemAsync(client, code);
        Assert.True(answer.IsSuccessStatusCode, await answer.ReadTextAsync());
        return await answer.ReadJsonAsync();
    }

    /// <summary>The refresh token of it.</summary>
    private protected async Task<string> ConnectedAsync(
        string client = SignInServer.Web, string connector = LiveUpstream.Live, params (string Name, string? Value)[] changes) =>
        (await ConnectAsync(client, connector, changes)).RefreshToken();

    private protected static JsonElement IdTokenOf(JsonElement answer) => Answers.PayloadOf(answer.GetProperty("id_token").GetString()!);
}
