using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Dex.Tests.E2E.Hosting;

/// <summary>Holds tokens against what the specification predicts of them.</summary>
public static class Claims
{
    // Different in every token; each has a check of its own.
    private static readonly string[] Own = ["exp", "iat", "jti"];
    private static readonly string[] Proofs = ["nonce", "auth_time", "at_hash", "c_hash"];

    /// <summary>The token has these claims, texts as they are and all else as JSON, and no others but those that nobody can foretell.</summary>
    public static void Expect(JsonWebToken token, SortedDictionary<string, string> expected)
    {
        using var payload = JsonDocument.Parse(Base64UrlText(token));
        var claims = payload.RootElement.EnumerateObject()
            .Where(claim => !Own.Contains(claim.Name) && !Proofs.Contains(claim.Name))
            .ToDictionary(
                claim => claim.Name,
                claim => claim.Value.ValueKind == JsonValueKind.String ? claim.Value.GetString()! : claim.Value.GetRawText());
        Assert.Equal(expected, new SortedDictionary<string, string>(claims));
    }

    /// <summary>Which of the claims that bind the token to this sign-in it has, in a fixed order.</summary>
    public static IReadOnlyList<string> Others(JsonWebToken token) => [.. Proofs.Where(name => token.TryGetPayloadValue<object>(name, out _))];

    /// <summary>Protocol 6.3: a protobuf message of the user id and the connector id, both shorter than 128 bytes.</summary>
    public static string Subject(string userId, string connectorId)
    {
        var (user, connector) = (Encoding.UTF8.GetBytes(userId), Encoding.UTF8.GetBytes(connectorId));
        return Base64Url.EncodeToString([0x0a, (byte)user.Length, .. user, 0x12, (byte)connector.Length, .. connector]);
    }

    /// <summary>Whose the access token is, asked at <c>/userinfo</c>.</summary>
    public static async Task<string?> SubjectAtUserInfoAsync(IServerUnderTest server, SignedIn person, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At("/userinfo"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Answer.GetProperty("access_token").GetString());
        using var answer = await http.SendAsync(request, ct);
        return (await Machine.JsonOfAsync(answer, ct)).GetProperty("sub").GetString();
    }

    private static string Base64UrlText(JsonWebToken token) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.EncodedPayload));
}
