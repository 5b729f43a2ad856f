using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.3.1 and 5.3.3: the order of the checks, the code of each error, and which of them leave the code usable.</summary>
public sealed class CodeOrderTests(SignInServer shared) : SignInTest(shared)
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private const string Wrong = "https://web.example.com/wrong";

    // Each row has the fault of every row below it too.
    [Theory]
    [InlineData("wrong", null, null, 401, "invalid_client", "client.secret_mismatch")]
    [InlineData("right", null, null, 400, "invalid_request", "code.missing")]
    [InlineData("right", "", null, 400, "invalid_request", "code.missing")]
    [InlineData("right", "unknown", null, 400, "invalid_grant", "code.unknown")]
    [InlineData("other", "CODE", null, 400, "invalid_grant", "code.other_client")]
    [InlineData("right", "CODE", null, 400, "invalid_grant", "code.verifier_missing")]
    [InlineData("right", "CODE", "", 400, "invalid_grant", "code.verifier_missing")]
    [InlineData("right", "CODE", "wrong", 400, "invalid_grant", "code.verifier_mismatch")]
    [InlineData("right", "CODE", Verifier, 400, "invalid_request", "code.redirect_uri_mismatch")]
    public async Task Whatever_is_wrong_first_is_told_and_the_code_stays_good(
        string caller, string? code, string? verifier, int status, string error, string rule)
    {
        var issued = (await SignInAsync(changes: [("code_challenge", Challenge), ("code_challenge_method", "S256")])).Code;
        var presented = code == "CODE" ? issued : code;

        using var answer = await Dex.PostAsync(
            "/token",
            [
                ("grant_type", "authorization_code"), ("redirect_uri", Wrong),
                .. presented is null ? Array.Empty<(string, string)>() : [("code", presented)],
                .. verifier is null ? Array.Empty<(string, string)>() : [("code_verifier", verifier)],
            ],
            caller == "other"
                ? DexServer.Basic(SignInServer.Coder, "coder-secret")
                : DexServer.Basic(SignInServer.Web, caller == "right" ? "web-secret" : "x"));

        Assert.Equal((status, error), await answer.ReadRefusalAsync());
        Assert.Equal(rule, Dex.RefusalOf(answer).Rule.Id);
        Assert.Equal(
            ("application/json", status == 401 ? "Basic realm=\"dex\"" : null), (answer.Header("Content-Type"), answer.Header("WWW-Authenticate")));
        using var granted = await Dex.RedeemAsync(SignInServer.Web, issued, ("code_verifier", Verifier));
        Assert.Equal(200, (int)granted.StatusCode);
    }

    [Fact]
    public async Task A_verifier_for_a_request_without_a_challenge_is_an_error_before_the_address_and_leaves_the_code_good()
    {
        var code = (await SignInAsync()).Code;

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", Verifier), ("redirect_uri", Wrong));
        using var granted = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal(("code.verifier_unexpected", 200), (Dex.RefusalOf(answer).Rule.Id, (int)granted.StatusCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://web.example.com/callback/")]
    [InlineData("https://WEB.example.com/callback")]
    [InlineData(SignInServer.WithQuery)]
    public async Task The_address_is_compared_byte_by_byte_and_none_is_an_empty_one(string? redirectUri)
    {
        var code = (await SignInAsync()).Code;

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code, ("redirect_uri", redirectUri));
        using var granted = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal((400, "invalid_request"), await answer.ReadRefusalAsync());
        Assert.Equal(("code.redirect_uri_mismatch", 200), (Dex.RefusalOf(answer).Rule.Id, (int)granted.StatusCode));
    }

    [Fact]
    public async Task A_code_lives_thirty_minutes()
    {
        var clock = new FakeTimeProvider(Given.Now);
        await StartAsync(SignInServer.Settings with { Clock = clock });
        var (kept, late) = ((await SignInAsync()).Code, (await SignInAsync()).Code);

        clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        using var granted = await Dex.RedeemAsync(SignInServer.Web, kept);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        using var answer = await Dex.RedeemAsync(SignInServer.Web, late);

        Assert.Equal(200, (int)granted.StatusCode);
        Assert.Equal((400, "invalid_grant"), await answer.ReadRefusalAsync());
        Assert.Equal("code.unknown", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task No_text_tells_an_unknown_code_from_a_spent_one_or_from_another_clients()
    {
        var (spent, others) = ((await SignInAsync()).Code, (await SignInAsync(SignInServer.Coder)).Code);
        using var first = await Dex.RedeemAsync(SignInServer.Web, spent);

        var descriptions = new HashSet<string?>();
        foreach (var code in new[] { "unknown", spent, others })
        {
            using var answer = await Dex.RedeemAsync(SignInServer.Web, code);
            descriptions.Add((await answer.ReadErrorAsync()).Description);
        }

        Assert.NotNull(Assert.Single(descriptions));
    }

    [Fact]
    public async Task A_method_of_a_later_version_is_a_fault_of_the_server_and_leaves_the_code()
    {
        var code = $"later-{Guid.NewGuid()}";
        await Dex.AddCodeAsync(code, stored => stored with { CodeChallenge = "x", CodeChallengeMethod = "S512" });

        using var first = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", "x"));
        using var second = await Dex.RedeemAsync(SignInServer.Web, code, ("code_verifier", "x"));

        Assert.Equal((500, "server_error"), await first.ReadRefusalAsync());
        Assert.Equal("code.challenge_method_unknown", Dex.RefusalOf(second).Rule.Id);
    }

    [Fact]
    public async Task Where_the_connector_is_gone_the_code_is_spent_by_the_attempt()
    {
        var code = $"gone-{Guid.NewGuid()}";
        await Dex.AddCodeAsync(code, stored => stored with { ConnectorId = "gone" });

        using var first = await Dex.RedeemAsync(SignInServer.Web, code);
        using var second = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal((500, "server_error"), await first.ReadRefusalAsync());
        Assert.Equal(("code.connector_unavailable", "code.redeemed_twice"), (Dex.RefusalOf(first).Rule.Id, Dex.RefusalOf(second).Rule.Id));
    }

    [Fact]
    public async Task Somebody_who_is_blocked_meanwhile_gets_no_tokens()
    {
        // A connector that no other test signs in with.
        await StartAsync(SignInServer.Settings);
        var code = (await SignInAsync(connector: SignInServer.Pass)).Code;
        await Dex.BlockAsync(SignInServer.Pass, "0-385-28089-0", DateTimeOffset.MaxValue);

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal((400, "invalid_grant"), await answer.ReadRefusalAsync());
        Assert.Equal("person.blocked", Dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task A_trust_that_is_taken_back_meanwhile_lets_no_token_be_signed()
    {
        var audience = await Dex.AddWebAppAsync($"audience-{Guid.NewGuid()}", client => client with { TrustedPeers = [SignInServer.Web] });
        var code = (await SignInAsync(changes: ("scope", $"openid audience:server:client_id:{audience.Id}"))).Code;
        await Dex.ChangeAsync(audience, client => client with { TrustedPeers = [] });

        using var answer = await Dex.RedeemAsync(SignInServer.Web, code);

        Assert.Equal((500, "server_error"), await answer.ReadRefusalAsync());
        Assert.Equal("audience.trust_withdrawn", Dex.RefusalOf(answer).Rule.Id);
    }
}
