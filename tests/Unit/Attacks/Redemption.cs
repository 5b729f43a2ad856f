using System.Text.Json;
using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Attacks;

/// <summary>How applications of <see cref="AttackedServer"/> bring their codes.</summary>
internal static class Redemption
{
    /// <summary>By the client's Basic header, with its first redirect URI.</summary>
    /// <param name="changes">Put in place of what is usually sent; an empty value leaves the parameter out.</param>
    public static Task<HttpResponseMessage> BringAsync(this DexServer dex, string clientId, string code, params (string Name, string Value)[] changes)
    {
        (string Name, string Value)[] usual = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Asking.RedirectUriOf(clientId))];
        var form = usual.Where(pair => changes.All(change => change.Name != pair.Name)).Concat(changes).Where(pair => pair.Value.Length > 0);
        return dex.PostAsync("/token", form, DexServer.Basic(clientId, SecretOf(clientId)));
    }

    /// <summary>The tokens of a redemption that must succeed.</summary>
    public static async Task<JsonElement> TokensAsync(this DexServer dex, string clientId, string code, params (string Name, string Value)[] changes)
    {
        using var answer = await dex.BringAsync(clientId, code, changes);
        Xunit.Assert.True(answer.IsSuccessStatusCode, await answer.ReadTextAsync());
        return await answer.ReadJsonAsync();
    }

    /// <summary>Status and error of a redemption that must fail.</summary>
    public static async Task<(int Status, string Error)> RefusedAsync(
        this DexServer dex, string clientId, string code, params (string Name, string Value)[] changes)
    {
        using var answer = await dex.BringAsync(clientId, code, changes);
        return await answer.ReadRefusalAsync();
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string SecretOf(string clientId) => clientId is "native" or "site" ? "" : $"{clientId}-secret";
}
