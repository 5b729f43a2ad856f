using System.Text.Json;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Devices;
using Dex.Domain.Grants;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 5.7.2 after a person's yes: proof key, person, connector, and then tokens, once.</summary>
public sealed class DeviceCodeGrantTests
{
    // RFC 7636 appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static readonly Client Tv = GivenDevice.Tv() with { AllowedGrantTypes = null };

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly MemoryDevices _devices;
    private readonly MemoryIdentities _identities = new();
    private readonly MemoryClientStore _clients = new(Tv, Given.Client("api") with { TrustedPeers = ["tv"] });
    private readonly FixedConnectors _connectors = new(new Renewing(GivenFlow.Connector("up")));
    private readonly MemoryLog _log = new();
    private FileSettings _file = Given.File();

    public DeviceCodeGrantTests() => _devices = new MemoryDevices(_clock);

    [Fact]
    public async Task The_tokens_are_those_of_a_code_and_younger_than_the_yes()
    {
        _devices.Put(GivenDevice.Request().Approved());
        _clock.Advance(TimeSpan.FromMinutes(2));

        var response = (await RedeemAsync()).Value!;

        var access = Claims(response.AccessToken);
        var id = Claims(response.IdToken!);
        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "auth_time", "at_hash", "c_hash", "email", "email_verified"], Names(id));
        Assert.Equal(["iss", "sub", "aud", "exp", "iat", "jti", "auth_time", "at_hash", "email", "email_verified"], Names(access));
        Assert.Equal(
            (GivenDevice.Approval.AuthTime.ToUnixTimeSeconds(), Given.Now.AddMinutes(2).ToUnixTimeSeconds(), "tv"),
            (id.GetProperty("auth_time").GetInt64(), id.GetProperty("iat").GetInt64(), id.GetProperty("aud").GetString()));
        Assert.Equal(
            (TokenHash.Of("RS256", response.AccessToken), TokenHash.Of("RS256", "the-code")),
            (id.GetProperty("at_hash").GetString(), id.GetProperty("c_hash").GetString()));
        Assert.Equal((TimeSpan.FromHours(24), null, null), (response.ExpiresIn, response.RefreshToken, response.IssuedTokenType));
    }

    [Fact]
    public async Task The_device_gets_them_once()
    {
        _devices.Put(GivenDevice.Request().Approved());

        Assert.False((await RedeemAsync()).Failed);
        Assert.Equal(("device_code.redeemed", "invalid_grant"), Refusal(await RedeemAsync()));
    }

    [Fact]
    public async Task Who_is_beaten_by_a_moment_gets_nothing()
    {
        _devices.Put(GivenDevice.Request().Approved() with { Scopes = ["openid", "offline_access"] });
        _devices.BeforeChange = devices => devices.Put(devices[GivenDevice.UserCode] with { Status = DeviceStatus.Redeemed });

        Assert.Equal(("device_code.redeemed", "invalid_grant"), Refusal(await RedeemAsync()));
        Assert.Empty(_devices.RefreshTokens);
    }

    [Fact]
    public async Task A_refresh_token_begins_with_all_that_is_known_of_the_sign_in()
    {
        _devices.Put(GivenDevice.Request().Approved() with { Approval = GivenDevice.Approval with { Scopes = ["openid", "offline_access"] } });

        var response = (await RedeemAsync()).Value!;

        var (token, text, replaces, issued) = Assert.Single(_devices.RefreshTokens);
        Assert.Equal((response.RefreshToken, true), (text, replaces));
        Assert.Equal(
            ("tv", "up", GrantTypes.DeviceCode, "upstream token", "", GivenDevice.Approval.AuthTime),
            (token.ClientId, token.ConnectorId, token.GrantType, token.ConnectorData, token.Nonce, token.AuthTime));
        Assert.Equal(GivenFlow.Jane, token.Person);
        Assert.Equal(["openid", "offline_access"], token.Scopes);
        Assert.Equal(
            [Claims(response.AccessToken).GetProperty("jti").GetString()!, Claims(response.IdToken!).GetProperty("jti").GetString()!],
            issued.Select(noted => noted.Id));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData(Challenge, Verifier, true)]
    [InlineData(Challenge, "", false, "code.verifier_missing", "invalid_grant")]
    [InlineData(Challenge, "wrong", false, "code.verifier_mismatch", "invalid_grant")]
    [InlineData("", Verifier, false, "code.verifier_unexpected", "invalid_request")]
    public async Task The_proof_key_of_the_device_counts_and_a_failed_proof_leaves_the_code_usable(
        string challenge, string verifier, bool passes, string rule = "", string code = "")
    {
        _devices.Put(GivenDevice.Request().Approved() with { CodeChallenge = challenge, CodeChallengeMethod = challenge.Length > 0 ? "S256" : "plain" });

        var result = await RedeemAsync(("code_verifier", verifier));

        Assert.Equal(passes ? ("", "") : (rule, code), passes ? ("", "") : Refusal(result));
        Assert.Equal(passes ? DeviceStatus.Redeemed : DeviceStatus.Approved, _devices[GivenDevice.UserCode].Status);
    }

    [Fact]
    public async Task A_proof_key_that_was_announced_as_plain_is_compared_as_it_is()
    {
        _devices.Put(GivenDevice.Request().Approved() with { CodeChallenge = "plain text", CodeChallengeMethod = "plain" });

        Assert.False((await RedeemAsync(("code_verifier", "plain text"), ("code_challenge_method", "S256"))).Failed);
    }

    [Fact]
    public async Task A_wrong_proof_is_not_told_before_a_person_has_answered()
    {
        _devices.Put(GivenDevice.Request() with { CodeChallenge = Challenge, CodeChallengeMethod = "S256" });

        Assert.Equal(("device_code.pending", "authorization_pending"), Refusal(await RedeemAsync(("code_verifier", "wrong"))));
    }

    [Fact]
    public async Task A_person_who_was_blocked_meanwhile_gives_nothing_and_gives_it_when_the_block_is_lifted()
    {
        _devices.Put(GivenDevice.Request().Approved());
        await BlockAsync(DateTimeOffset.MaxValue);

        Assert.Equal(("person.blocked", "invalid_grant"), Refusal(await RedeemAsync()));
        await BlockAsync(null);
        Assert.False((await RedeemAsync()).Failed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connector_that_is_gone_or_broken_is_no_fault_of_the_device_which_may_come_again(bool isBroken)
    {
        _devices.Put(GivenDevice.Request().Approved() with { Approval = GivenDevice.Approval with { ConnectorId = isBroken ? "up" : "gone" } });
        if (isBroken)
        {
            _connectors.Broken.Add("up");
        }

        Assert.Equal(("device_code.connector_unavailable", "server_error"), Refusal(await RedeemAsync()));
        Assert.Equal(DeviceStatus.Approved, _devices[GivenDevice.UserCode].Status);
    }

    [Fact]
    public async Task Trust_that_an_audience_took_back_meanwhile_counts()
    {
        var approval = GivenDevice.Approval with { Scopes = ["openid", "audience:server:client_id:api"] };
        _devices.Put(GivenDevice.Request().Approved() with { Approval = approval });
        _clients.Put(Given.Client("api"));

        Assert.Equal(("audience.trust_withdrawn", "server_error"), Refusal(await RedeemAsync()));
        Assert.Equal(DeviceStatus.Approved, _devices[GivenDevice.UserCode].Status);
    }

    [Theory]
    [InlineData("openid email", true)]
    [InlineData("openid offline_access", false)]
    public async Task Where_no_refresh_token_is_due_the_answer_goes_without(string scopes, bool serves)
    {
        _file = serves ? _file : Given.File(grantTypes: GrantTypes.DeviceCode);
        _devices.Put(GivenDevice.Request().Approved() with { Approval = GivenDevice.Approval with { Scopes = [.. scopes.Split(' ')] } });

        Assert.Null((await RedeemAsync()).Value!.RefreshToken);
        Assert.Empty(_devices.RefreshTokens);
    }

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private async Task<Result<TokenResponse>> RedeemAsync(params (string Name, string Value)[] more)
    {
        var settings = new MemorySettings(Given.Policy(_file));
        var grant = new DeviceCodeGrant(
            new DevicePoll(_devices, _clock), _devices, new PersonTokenIssuer(settings, new PlainSigner(), _clients, _clock),
            new RefreshTokenIssuance(settings, _clock), _connectors, new PersonGate(_identities, _clock), _log.For<DeviceCodeGrant>());
        var pairs = more.Prepend(("device_code", GivenDevice.DeviceCode)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2));
        var request = new TokenRequest(GivenFlow.Form(FormEncoding.Encode(pairs)), null, "192.0.2.1");
        return await grant.RedeemAsync(request, new AuthenticatedClient(Tv, null, null), Ct);
    }

    private async Task BlockAsync(DateTimeOffset? until)
    {
        await _identities.RecordLoginAsync("up", GivenFlow.Jane, Given.Now, Ct);
        await _identities.BlockAsync("up", GivenFlow.Jane.UserId, until, AuditEntry.By(Given.Ada, Given.Now, "identity.blocked", "identity", "jane-1"), Ct);
    }

    private static (string Rule, string Code) Refusal(Result<TokenResponse> result)
    {
        Assert.NotNull(result.Error);
        return (result.Error.Rule.Id, result.Error.Code);
    }

    private static JsonElement Claims(string token)
    {
        using var document = JsonDocument.Parse(token);
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Names(JsonElement claims) => claims.EnumerateObject().Select(claim => claim.Name);

    /// <summary>A connector that can renew what it knows.</summary>
    private sealed class Renewing(ConnectorDescription description) : IRefreshConnector
    {
        public ConnectorDescription Description => description;

        public Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct) => Task.FromResult(known);
    }
}
