using Dex.Domain.Codes;
using Dex.Domain.Protocol;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Codes;

/// <summary>Protocol 5.3.1, rows 2 to 6: what spends a code and what leaves it usable.</summary>
public sealed class CodeRedemptionTests
{
    private static readonly CodePresentation Right = new("the-code", "app", GivenFlow.Callback, "verifier");
    private static readonly IssuedToken[] First = [new("first-1", Given.Now.AddHours(1)), new("first-2", Given.Now.AddHours(1))];
    private static readonly IssuedToken[] Second = [new("second-1", Given.Now.AddHours(1))];

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly MemoryCodes _codes;
    private readonly EndedRefreshTokens _refreshTokens = new();
    private readonly MemoryRevokedTokens _revoked = new();
    private readonly MemoryLog _log = new();

    public CodeRedemptionTests()
    {
        _codes = new MemoryCodes(_clock);
        _codes.Put(GivenFlow.Code("the-code") with { CodeChallenge = "verifier", CodeChallengeMethod = "plain" });
    }

    /// <summary>Presentations with one fault, and with the faults behind it, so that the order shows.</summary>
    public static TheoryData<string, string, string, string, string, string> Faults { get; } = new()
    {
        { "", "app", GivenFlow.Callback, "verifier", "code.missing", "invalid_request" },
        { "", "other", "x", "x", "code.missing", "invalid_request" },
        { "the-Code", "app", GivenFlow.Callback, "verifier", "code.unknown", "invalid_grant" },
        { "unknown", "other", "x", "x", "code.unknown", "invalid_grant" },
        { "the-code", "other", GivenFlow.Callback, "verifier", "code.other_client", "invalid_grant" },
        { "the-code", "App", "x", "x", "code.other_client", "invalid_grant" },
        { "the-code", "app", GivenFlow.Callback, "", "code.verifier_missing", "invalid_grant" },
        { "the-code", "app", GivenFlow.Callback, "wrong", "code.verifier_mismatch", "invalid_grant" },
        { "the-code", "app", "x", "wrong", "code.verifier_mismatch", "invalid_grant" },
        { "the-code", "app", "", "verifier", "code.redirect_uri_mismatch", "invalid_request" },
        { "the-code", "app", "https://app.example/CB", "verifier", "code.redirect_uri_mismatch", "invalid_request" },
        { "the-code", "app", GivenFlow.Callback + "/", "verifier", "code.redirect_uri_mismatch", "invalid_request" },
    };

    [Fact]
    public async Task The_right_presentation_gets_what_the_code_stands_for_and_spends_it()
    {
        var code = (await RedeemAsync(Right, First)).Value;

        Assert.Equal(("app", "jane-1", "up"), (code?.ClientId, code?.Person.UserId, code?.ConnectorId));
        Assert.Equal(Given.Now, _codes["the-code"].RedeemedAt);
        Assert.Equal(First, _codes["the-code"].IssuedTokens);
        Assert.Empty(_revoked.All);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_wrong_presentation_is_refused_and_leaves_the_code_usable(
        string code, string client, string redirectUri, string verifier, string rule, string error)
    {
        var refusal = (await RedeemAsync(new CodePresentation(code, client, redirectUri, verifier), First)).Error;

        Assert.Equal((rule, error), (refusal?.Rule.Id, refusal?.Code));
        Assert.False((await RedeemAsync(Right, Second)).Failed);
        Assert.Equal(Second, _codes["the-code"].IssuedTokens);
        Assert.Empty(_revoked.All);
    }

    [Fact]
    public async Task A_code_is_good_for_half_an_hour()
    {
        _clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        Assert.False((await RedeemAsync(Right, First)).Failed);

        _codes.Put(GivenFlow.Code("the-code"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("code.unknown", (await RedeemAsync(Right, First)).Error?.Rule.Id);
    }

    [Fact]
    public async Task That_a_code_is_unknown_expired_spent_or_another_clients_is_told_alike()
    {
        var unknown = (await RedeemAsync(Right with { Code = "unknown" }, First)).Error!;
        var another = (await RedeemAsync(Right with { ClientId = "other" }, First)).Error!;
        await RedeemAsync(Right, First);
        var spent = (await RedeemAsync(Right, Second)).Error!;
        _clock.Advance(TimeSpan.FromMinutes(30));
        var expired = (await RedeemAsync(Right, Second)).Error!;

        Assert.All([another, spent, expired], refusal => Assert.Equal((unknown.Code, unknown.Description), (refusal.Code, refusal.Description)));
    }

    [Fact]
    public async Task A_second_use_takes_back_what_the_first_was_given_and_nothing_else()
    {
        await RedeemAsync(Right, First);

        var refusal = (await RedeemAsync(Right, Second)).Error;

        Assert.Equal(("code.redeemed_twice", "invalid_grant"), (refusal?.Rule.Id, refusal?.Code));
        Assert.Equal(First, _revoked.All);
        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.EndsWith("taken back app 2", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_further_use_is_refused_too()
    {
        await RedeemAsync(Right, First);
        await RedeemAsync(Right, Second);

        Assert.Equal("code.redeemed_twice", (await RedeemAsync(Right, Second)).Error?.Rule.Id);
        Assert.Equal(First, _revoked.All);
    }

    // Otherwise anybody who saw a code could take tokens back.
    [Theory]
    [InlineData("other", GivenFlow.Callback, "verifier", "code.other_client")]
    [InlineData("app", GivenFlow.Callback, "wrong", "code.verifier_mismatch")]
    [InlineData("app", "x", "verifier", "code.redirect_uri_mismatch")]
    public async Task A_second_use_that_proves_nothing_takes_nothing_back(string client, string redirectUri, string verifier, string rule)
    {
        await RedeemAsync(Right, First);

        Assert.Equal(rule, (await RedeemAsync(new CodePresentation("the-code", client, redirectUri, verifier), Second)).Error?.Rule.Id);
        Assert.Empty(_revoked.All);
    }

    [Fact]
    public async Task Of_two_at_once_the_store_decides_and_the_loser_takes_back_what_the_winner_noted()
    {
        _codes.BeforeRedemption = codes => Assert.True(codes.Redeem(AuthorizationCode.HashOf("the-code"), [.. First]));

        var refusal = (await RedeemAsync(Right, Second)).Error;

        Assert.Equal("code.redeemed_twice", refusal?.Rule.Id);
        Assert.Equal(First, _codes["the-code"].IssuedTokens);
        Assert.Equal(First, _revoked.All);
    }

    [Fact]
    public async Task A_code_that_expires_in_the_act_is_refused_and_nothing_is_taken_back()
    {
        _codes.BeforeRedemption = _ => _clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal("code.unknown", (await RedeemAsync(Right, First)).Error?.Rule.Id);
        Assert.Empty(_revoked.All);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_code_without_a_challenge_takes_no_verifier()
    {
        _codes.Put(GivenFlow.Code("plain-code"));

        Assert.Equal("code.verifier_unexpected", (await RedeemAsync(Right with { Code = "plain-code" }, First)).Error?.Rule.Id);
        Assert.False((await RedeemAsync(Right with { Code = "plain-code", Verifier = "" }, First)).Failed);
    }

    [Fact]
    public async Task Neither_code_nor_verifier_are_logged_or_told()
    {
        await RedeemAsync(Right, First);
        var refusals = new[]
        {
            (await RedeemAsync(Right, Second)).Error!,
            (await RedeemAsync(Right with { Verifier = "a-wrong-one" }, Second)).Error!,
            (await RedeemAsync(Right with { Code = "another-code" }, Second)).Error!,
        };

        Assert.All(["the-code", "another-code", "a-wrong-one"], secret => Assert.DoesNotContain(
            secret, _log.Text + string.Concat(refusals.Select(error => error.Description + error.Expected + error.Received)), StringComparison.Ordinal));
        Assert.Equal("CodePresentation", $"{Right}");
    }

    [Fact]
    public async Task The_refresh_token_that_a_redemption_began_ends_with_the_second_use_and_with_no_other()
    {
        var begun = Persistence.Sample.NewRefreshToken(Persistence.Sample.RefreshToken("family"));
        var asked = 0;

        var redeemed = await BeginAsync(Right);
        Assert.Same(begun, redeemed.Value?.RefreshToken);
        Assert.Equal(("family", 1), (_codes["the-code"].RefreshTokenId, asked));
        await BeginAsync(Right with { Verifier = "wrong" });
        Assert.Empty(_refreshTokens.Ids);
        await BeginAsync(Right);

        Assert.Equal("family", Assert.Single(_refreshTokens.Ids));
        Assert.Equal(1, asked);

        Task<Result<RedeemedCode>> BeginAsync(CodePresentation presentation) => Redemption.RedeemAsync(
            presentation, [.. First],
            (_, _) =>
            {
                asked++;
                return new(begun);
            },
            Xunit.TestContext.Current.CancellationToken);
    }

    private CodeRedemption Redemption => new(_codes, _refreshTokens, _revoked, _log.For<CodeRedemption>());

    private Task<Result<AuthorizationCode>> RedeemAsync(CodePresentation presentation, IssuedToken[] tokens) =>
        Redemption.RedeemAsync(presentation, [.. tokens], Xunit.TestContext.Current.CancellationToken);
}
