using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Dex.Domain.Protocol;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.2 and 6.2: every claim of the tokens of the grants without a browser, byte for byte. None knows when anybody signed in.</summary>
public sealed class GrantTokenClaimsTests : IAsyncLifetime
{
    private const string Everything = "openid email profile groups federated:id offline_access audience:server:client_id:peer";

    // The subjects are those of dex for the same person; the last one is the specification's own vector (B.1).
    private const string MockSubject = "Cg0wLTM4NS0yODA4OS0wEgRtb2Nr";
    private const string PassSubject = "Cg0wLTM4NS0yODA4OS0wEgRwYXNz";
    private const string AdaSubject = "CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs";

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private DexServer? _dex;

    private DexServer Dex => _dex!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _dex is null ? ValueTask.CompletedTask : _dex.DisposeAsync();

    [Theory]
    [InlineData(TokenTypes.AccessToken, "\"at_hash\":\"HASH\",")]
    [InlineData(TokenTypes.IdToken, "")]
    public async Task An_exchanged_token_says_exactly_what_the_specification_predicts(string type, string hash)
    {
        await StartAsync(SignInServer.Pass);

        using var answer = await Dex.ExchangeAsync(SignInServer.Web, ("scope", Everything), ("requested_token_type", type));

        var token = Text(await answer.ReadJsonAsync(), "access_token");
        var accessHash = Answers.PayloadOf(token).TryGetProperty("at_hash", out var found) ? found.GetString()! : "";
        Assert.Equal(Expected(token, MockSubject, nonce: "", hash.Replace("HASH", accessHash, StringComparison.Ordinal), KnownPeople.Mock), TextOf(token));
        Assert.Equal(["alg", "kid", "typ"], Answers.HeaderOf(token).Names().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SignInServer.Pass, "kilgore", "trout", PassSubject, KnownPeople.MockPassword)]
    [InlineData("local", SignInServer.Ada, SignInServer.Password, AdaSubject, KnownPeople.Ada)]
    public async Task Both_tokens_for_a_password_say_exactly_what_the_specification_predicts(
        string connector, string username, string password, string subject, string person)
    {
        await StartAsync(connector);

        using var answer = await Dex.PasswordAsync(
            SignInServer.Web, ("username", username), ("password", password), ("scope", Everything), ("nonce", "n1"));

        var body = await answer.ReadJsonAsync();
        var (access, id) = (Text(body, "access_token"), Text(body, "id_token"));
        var hashOfAccess = Answers.PayloadOf(access).GetProperty("at_hash").GetString();
        Assert.Equal(Expected(access, subject, "\"nonce\":\"n1\",", $"\"at_hash\":\"{hashOfAccess}\",", person), TextOf(access));
        Assert.Equal(Expected(id, subject, "\"nonce\":\"n1\",", $"\"at_hash\":\"{TokenHash.Of("RS256", access)}\",", person), TextOf(id));
        Assert.NotEqual(hashOfAccess, TokenHash.Of("RS256", access));
    }

    private async Task StartAsync(string passwordConnector) =>
        _dex = await DexServer.StartAsync(GrantServer.Through(passwordConnector) with { Clock = _clock });

    private string Expected(string token, string subject, string nonce, string hash, string person)
    {
        var issued = Given.Now.ToUnixTimeSeconds();
        var id = Text(Answers.PayloadOf(token), "jti");
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
        var frame = $$"""
            {"iss":"{{Dex.Issuer}}","sub":"{{subject}}","aud":["peer","web"],"exp":{{issued + 86400}},"iat":{{issued}},
            "jti":"{{id}}","azp":"web",{{nonce}}{{hash}}
            """;
        return (frame + person + "}").ReplaceLineEndings("");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string TextOf(string token) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[1]));
}
