using System.Buffers.Text;
using System.Text.Json;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>How tests read answers.</summary>
internal static class Answers
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The header as it came over the wire; null when absent.</summary>
    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;

    public static string RequestId(this HttpResponseMessage answer) => answer.Header("X-Request-Id") ?? "";

    public static Task<string> ReadTextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);

    public static async Task<JsonElement> ReadJsonAsync(this HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.ReadTextAsync());
        return document.RootElement.Clone();
    }

    /// <summary>The OAuth error of the body. Anything but the two members of dex fails.</summary>
    public static async Task<OAuthErrorBody> ReadErrorAsync(this HttpResponseMessage answer)
    {
        var body = await answer.ReadJsonAsync();
        Assert.Contains(string.Join(' ', body.EnumerateObject().Select(member => member.Name)), new[] { "error", "error error_description" });
        return new OAuthErrorBody(body.GetProperty("error").GetString()!, body.TryGetProperty("error_description", out var text) ? text.GetString() : null);
    }

    /// <summary>Status and error code, the pair that clients act on.</summary>
    public static async Task<(int Status, string Error)> ReadRefusalAsync(this HttpResponseMessage answer) =>
        ((int)answer.StatusCode, (await answer.ReadErrorAsync()).Code);

    /// <summary>The payload of a JWT, whose signature is not checked.</summary>
    public static JsonElement PayloadOf(string token) => Part(token, 1);

    public static JsonElement HeaderOf(string token) => Part(token, 0);

    public static IEnumerable<string> Names(this JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private static JsonElement Part(string token, int index)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]));
        return document.RootElement.Clone();
    }
}

/// <param name="Description">Null when the member is absent.</param>
internal sealed record OAuthErrorBody(string Code, string? Description);
