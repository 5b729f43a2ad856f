using Dex.Domain.Authorization;
using Dex.Domain.Devices;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Authorization;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>F-10, F-14 and protocol 3.3: who may be sent back to our own callback, and what is asked of the request that wants it.</summary>
public sealed class DeviceSignInTests
{
    private static readonly (string, string?)[] Asked =
    [
        ("client_id", "tv"), ("redirect_uri", GivenDevice.Callback), ("scope", "openid email"), ("state", GivenDevice.UserCode),
    ];

    [Fact]
    public async Task The_request_of_the_code_check_passes_without_any_address_on_the_client()
    {
        var bench = Waiting();
        var address = DeviceSignIn.AddressOf(GivenDevice.Request(), bench.Settings.Current.Issuer);
        Assert.Equal(
            "https://id.example.com/dex/auth?client_id=tv&redirect_uri=%2Fdex%2Fdevice%2Fcallback&response_type=code&scope=openid+email&state=BCDF-GHJK",
            address);

        var validation = await bench.Validator.ValidateAsync(
            new AuthorizationParameters(FormParameters.Empty, GivenFlow.Form(address.Split('?')[1])), 404, FlowBench.Address,
            Xunit.TestContext.Current.CancellationToken);

        var request = validation.Request!;
        Assert.True(request.IsForDevice);
        Assert.Equal((GivenDevice.UserCode, GivenDevice.UserCode, GivenDevice.Callback), (request.UserCode, request.State, request.RedirectUri));
        Assert.Equal(["openid", "email"], request.Scopes);
    }

    [Theory]
    [InlineData("/device/callback")]
    [InlineData(GivenDevice.Callback)]
    public async Task Both_spellings_of_our_callback_lead_to_the_one_below_the_issuer(string redirectUri) =>
        Assert.Equal(GivenDevice.Callback, (await ValidateAsync(Waiting(), ("redirect_uri", redirectUri))).Request?.RedirectUri);

    [Theory]
    [InlineData("state", null)]
    [InlineData("state", "")]
    [InlineData("state", "GHJK-BCDF")]
    [InlineData("client_id", "app")]
    [InlineData("scope", "openid email groups")]
    [InlineData("scope", "openid")]
    [InlineData("scope", "email openid")]
    [InlineData("scope", null)]
    [InlineData("response_type", "token")]
    [InlineData("response_type", "code id_token")]
    [InlineData("response_type", null)]
    [InlineData("response_mode", "fragment")]
    [InlineData("response_mode", "form_post")]
    public async Task Anything_but_what_a_device_waits_for_goes_to_an_address_that_nobody_registered(string name, string? value)
    {
        var bench = Waiting();
        bench.App = bench.App with { RedirectUris = [GivenFlow.Callback] };

        (await ValidateAsync(bench, (name, value))).Failure.AssertPage("redirect_uri.unregistered", 400);
    }

    [Theory]
    [InlineData(DeviceStatus.Approved)]
    [InlineData(DeviceStatus.Denied)]
    [InlineData(DeviceStatus.Redeemed)]
    public async Task A_device_that_was_answered_is_not_answered_again(DeviceStatus status)
    {
        var bench = Waiting();
        bench.Devices.Put(GivenDevice.Request() with { Status = status });

        (await ValidateAsync(bench)).Failure.AssertPage("device.answered", 400);
    }

    [Fact]
    public async Task A_code_that_expired_opens_the_callback_no_more()
    {
        var bench = Waiting();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        (await ValidateAsync(bench)).Failure.AssertPage("redirect_uri.unregistered", 400);
    }

    // With a request of its own making a client could bring codes to a device that never asked for them.
    [Theory]
    [InlineData("/device/callback")]
    [InlineData(GivenDevice.Callback)]
    public async Task Our_callback_belongs_to_devices_even_where_a_client_registered_it(string redirectUri)
    {
        var bench = Waiting();
        bench.App = bench.App with { RedirectUris = [redirectUri] };

        (await bench.ValidateAsync(("redirect_uri", redirectUri))).Failure.AssertPage("redirect_uri.unregistered", 400);
    }

    [Fact]
    public async Task No_proof_key_is_asked_of_it_and_none_is_taken()
    {
        var bench = Waiting(Given.File() with { Pkce = new PkcePolicy { Enforce = true, Methods = [PkcePolicy.S256] } });
        bench.Clients.Put(GivenDevice.Tv() with { PkceRequired = true });

        Assert.False((await ValidateAsync(bench)).Failed);
        var request = (await ValidateAsync(bench, ("code_challenge", "c"), ("code_challenge_method", "plain"), ("nonce", "n"))).Request!;
        Assert.Equal(("", "plain", ""), (request.CodeChallenge, request.CodeChallengeMethod, request.Nonce));
    }

    [Fact]
    public async Task Everybody_else_still_has_to_prove_a_key()
    {
        var bench = Waiting(Given.File() with { Pkce = new PkcePolicy { Enforce = true } });

        (await bench.ValidateAsync(("state", GivenDevice.UserCode))).Failure.AssertTold("pkce.required_by_server", "invalid_request");
    }

    [Fact]
    public async Task Only_the_grant_for_devices_counts()
    {
        var bench = Waiting(Given.File(grantTypes: GrantTypes.DeviceCode) with { ResponseTypes = ["id_token"] });

        Assert.False((await ValidateAsync(bench)).Failed);
    }

    [Fact]
    public async Task While_the_server_serves_no_devices_there_is_no_such_page()
    {
        var bench = Waiting(Given.File(grantTypes: GrantTypes.AuthorizationCode));

        (await ValidateAsync(bench)).Failure.AssertPage("device.grant_off", 404);
        var chosen = await bench.Choice.ChooseAsync(GivenFlow.Parameters(Asked), FlowBench.Address, Xunit.TestContext.Current.CancellationToken);
        chosen.AssertPage("device.grant_off", 404);
    }

    [Fact]
    public async Task What_is_wrong_once_the_device_is_known_is_told_at_our_callback_so_that_the_device_hears_of_it()
    {
        var bench = Waiting();
        bench.Clients.Put(GivenDevice.Tv() with { AllowedGrantTypes = [GrantTypes.AuthorizationCode] });
        var told = (await ValidateAsync(bench)).Failure.AssertTold("response_type.disabled_by_client", "unauthorized_client");
        Assert.StartsWith("/dex/device/callback?error=unauthorized_client&", told.Response.Location, StringComparison.Ordinal);
        Assert.EndsWith("&state=BCDF-GHJK", told.Response.Location, StringComparison.Ordinal);

        bench = Waiting();
        bench.Devices.Put(GivenDevice.Request() with { Scopes = ["openid", "bogus"] });
        (await ValidateAsync(bench, ("scope", "openid bogus"))).Failure.AssertTold("scope.unknown", "invalid_scope");
    }

    // RFC 8628 section 5.1: all doors that would tell a right code from a wrong one count together.
    [Fact]
    public async Task Who_guesses_at_codes_is_stopped_and_a_right_one_does_not_help()
    {
        var bench = Waiting();
        for (var i = 0; i < 10; i++)
        {
            Assert.False((await ValidateAsync(bench)).Failed);
            (await ValidateAsync(bench, ("state", "GHJK-BCDF"))).Failure.AssertPage("redirect_uri.unregistered", 400);
        }

        var stopped = (await ValidateAsync(bench)).Failure.AssertPage("limit.user_codes", 429);
        Assert.Equal(TimeSpan.FromMinutes(5), stopped.Error.RetryAfter);
        Assert.Equal("user_code.unknown", (await bench.Lookup.FindAsync("GHJK-BCDF", "192.0.2.1", Xunit.TestContext.Current.CancellationToken)).Error?.Rule.Id);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        bench.Devices.Put(GivenDevice.Request() with { ExpiresAt = bench.Clock.GetUtcNow().AddMinutes(1) });
        Assert.False((await ValidateAsync(bench)).Failed);
    }

    [Fact]
    public async Task To_sign_in_as_somebody_else_begins_the_same_request_again()
    {
        var bench = Waiting();
        var first = (await ValidateAsync(bench)).Request!;

        var query = StepAddress.Again(bench.Settings.Current.Issuer, first).Split('?')[1];
        var second = (await bench.Validator.ValidateAsync(
            new AuthorizationParameters(FormParameters.Empty, GivenFlow.Form(query)), 404, FlowBench.Address, Xunit.TestContext.Current.CancellationToken)).Request!;

        Assert.Equal(Outcome.Json(first with { Prompt = ["select_account"] }), Outcome.Json(second with { Id = first.Id, ProofKey = first.ProofKey }));
    }

    private static FlowBench Waiting(FileSettings? file = null)
    {
        var bench = new FlowBench(file);
        bench.Clients.Put(GivenDevice.Tv());
        bench.Devices.Put(GivenDevice.Request());
        return bench;
    }

    private static Task<Validation> ValidateAsync(FlowBench bench, params (string Name, string? Value)[] changes) =>
        bench.ValidateAsync([.. Asked, .. changes]);
}
