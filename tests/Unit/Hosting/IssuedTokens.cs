using System.Text.Json;
using Dex.Domain.RefreshTokens;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>The tokens of one answer, and what the server says of them afterwards.</summary>
/// <param name="Refresh">Empty when none was issued.</param>
internal sealed record IssuedTokens(string Access, string Id, string Refresh)
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public static IssuedTokens Of(JsonElement body) => new(Text(body, "access_token"), Text(body, "id_token"), Text(body, "refresh_token"));

    /// <summary>All three kinds, by a password.</summary>
    public static async Task<IssuedTokens> OfPasswordAsync(DexServer dex, string client = SignInServer.Web, params (string Name, string? Value)[] changes)
    {
        using var answer = await dex.PasswordAsync(client, [("scope", "openid offline_access email profile"), .. changes]);
        Assert.Equal(200, (int)answer.StatusCode);
        return Of(await answer.ReadJsonAsync());
    }

    /// <summary>What introspection says to a client that is nobody's.</summary>
    public static async Task<JsonElement> IntrospectAsync(DexServer dex, string token, params (string Name, string Value)[] more)
    {
        using var answer = await dex.PostAsClientAsync("/token/introspect", SignInServer.Stranger, [("token", token), .. more]);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.ReadJsonAsync();
    }

    public static async Task<bool> IsActiveAsync(DexServer dex, string token) => (await IntrospectAsync(dex, token)).GetProperty("active").GetBoolean();

    /// <summary>Which of the three are alive: <c>access id refresh</c>. Userinfo has to agree with introspection.</summary>
    public async Task<string> AliveAsync(DexServer dex)
    {
        var alive = new List<string>();
        foreach (var (name, token) in new[] { ("access", Access), ("id", Id), ("refresh", Refresh) })
        {
            var isActive = await IsActiveAsync(dex, token);
            using var userInfo = await dex.GetAsync("/userinfo", $"Bearer {token}");
            Assert.Equal(isActive && name != "refresh", userInfo.IsSuccessStatusCode);
            alive.AddRange(isActive ? [name] : []);
        }

        return string.Join(' ', alive);
    }

    /// <summary>Gives the refresh token its next value, as a refresh does; what the client then holds.</summary>
    public static async Task<string> RotateAsync(DexServer dex, string text, bool keepsValue = false)
    {
        var store = dex.Services.GetRequiredService<IRefreshTokenStore>();
        var now = dex.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var token = (await store.FindAsync(RefreshTokenText.Decode(text).Id, Ct))!;
        var value = RefreshTokenValue.New(token.FamilyKey);
        Assert.True(await store.TryTakeTurnAsync(token.Id, token.ValueHash, "turn", now.AddMinutes(1), Ct));
        Assert.True(await store.CompleteAsync(
            token.Id, "turn",
            new Refreshed(token.Person, RefreshTokenValue.HashOf(value), token.ValueHash, keepsValue ? value : null, null, now, []), Ct));
        return new RefreshTokenText(token.Id, value).Encode();
    }

    private static string Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
