using Dex.Domain.Devices;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>Protocol 5.7.1 over HTTP: a device asks for codes.</summary>
public sealed class DeviceAuthorizationTests(SignInServer shared, DeviceServer devices) : DeviceTest(shared, devices)
{
    [Fact]
    public async Task The_answer_has_the_members_of_the_specification_in_their_order_and_is_not_to_be_stored()
    {
        using var answer = await Dex.PostAsync("/device/code", [("scope", "openid email")], DexServer.Basic(SignInServer.Web, "web-secret"));

        var body = await answer.ReadJsonAsync();
        Assert.Equal(["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in", "interval"], body.Names());
        Assert.Equal(
            (200, "application/json", "no-store", $"{(await answer.ReadTextAsync()).Length}"),
            ((int)answer.StatusCode, answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Content-Length")));
        Assert.Matches("^[a-z][a-z2-7]{50}$", body.GetProperty("device_code").GetString());
        var userCode = body.GetProperty("user_code").GetString()!;
        Assert.Equal(userCode, UserCode.Read(userCode));
        Assert.Equal(
            ($"{Dex.Issuer}/device", $"{Dex.Issuer}/device?user_code={userCode}", 300, 5),
            (body.GetProperty("verification_uri").GetString(), body.GetProperty("verification_uri_complete").GetString(),
                body.GetProperty("expires_in").GetInt32(), body.GetProperty("interval").GetInt32()));
    }

    [Fact]
    public async Task What_is_kept_holds_the_device_code_by_its_hash_alone()
    {
        var device = await Dex.AskDeviceAsync(
            SignInServer.Web, ("scope", " openid  bogus openid "), ("code_challenge", "c"), ("code_challenge_method", "S256"));

        var kept = (await Store.FindByUserCodeAsync(device.UserCode, Ct))!;

        Assert.Equal(DeviceRequest.HashOf(device.DeviceCode), kept.DeviceCodeHash);
        Assert.Equal(["openid", "bogus", "openid"], kept.Scopes);
        Assert.Equal(
            (SignInServer.Web, "c", "S256", "127.0.0.1", DeviceStatus.Pending, TimeSpan.Zero),
            (kept.ClientId, kept.CodeChallenge, kept.CodeChallengeMethod, kept.Address, kept.Status, kept.Interval));
        Assert.Equal(TimeSpan.FromMinutes(5), kept.ExpiresAt - kept.CreatedAt);
    }

    [Fact]
    public async Task No_scope_is_openid_and_no_method_is_plain()
    {
        var device = await Dex.AskDeviceAsync(DeviceServer.Tv, ("scope", "  "), ("code_challenge", "c"));

        var kept = (await Store.FindByUserCodeAsync(device.UserCode, Ct))!;
        Assert.Equal(["openid"], kept.Scopes);
        Assert.Equal("plain", kept.CodeChallengeMethod);
    }

    [Fact]
    public async Task The_life_of_the_codes_is_that_of_the_file()
    {
        await StartAsync(DeviceServer.Settings with { More = DeviceServer.Settings.More + "\nexpiry: {deviceRequests: 90s}", IssuerPath = "" });

        using var answer = await Dex.PostAsync("/device/code", [("client_id", DeviceServer.Tv)]);

        var body = await answer.ReadJsonAsync();
        Assert.Equal((90, $"{Dex.Issuer}/device"), (body.GetProperty("expires_in").GetInt32(), body.GetProperty("verification_uri").GetString()));
        Assert.NotNull(await Store.FindByUserCodeAsync(body.GetProperty("user_code").GetString()!, Ct));
    }

    // RFC 6749 section 2.3.1, and what dex's clients of old send: the id in the query.
    [Theory]
    [InlineData("", "client_id=web&client_secret=web-secret", null, 200, "")]
    [InlineData("", "", "web:web-secret", 200, "")]
    [InlineData("?client_id=tv", "", null, 200, "")]
    [InlineData("?client_id=web", "client_secret=web-secret", null, 200, "")]
    [InlineData("?client_id=nobody", "client_id=tv", null, 200, "")]
    [InlineData("?client_id=web&client_secret=web-secret", "", null, 401, "client.secret_missing")]
    [InlineData("", "client_id=web&client_secret=wrong", null, 401, "client.secret_mismatch")]
    [InlineData("", "client_id=web&client_secret=web-secret", "web:wrong", 401, "client.secret_mismatch")]
    [InlineData("", "client_id=nobody", null, 401, "client.unknown")]
    [InlineData("", "", null, 401, "client.missing")]
    [InlineData("?client_id=tv", "", ":", 401, "client.missing")]
    [InlineData("", "client_id=disabled&client_secret=disabled-secret", null, 401, "client.disabled")]
    [InlineData("", "", "%zz:x", 400, "request.malformed_client_id")]
    public async Task The_client_is_who_it_says_it_is(string query, string form, string? basic, int status, string rule)
    {
        var header = basic is null ? null : "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(basic));

        using var answer = await PostAsync("/device/code" + query, form, header);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status != 200)
        {
            Assert.Equal((status == 401 ? "invalid_client" : "invalid_request", rule), ((await answer.ReadErrorAsync()).Code, Dex.RefusalOf(answer).Rule.Id));
            Assert.Equal(status == 401 && basic is not null ? "Basic realm=\"dex\"" : null, answer.Header("WWW-Authenticate"));
        }
    }

    // F-29: one body, JSON, 400.
    [Theory]
    [InlineData("GET", "client_id=tv", "request.method")]
    [InlineData("PUT", "client_id=tv", "request.method")]
    [InlineData("HEAD", "", "request.method")]
    [InlineData("POST", "client_id=tv;scope=x", "request.malformed_form")]
    [InlineData("POST", "client_id=%zz", "request.malformed_form")]
    public async Task What_is_no_form_post_is_an_invalid_request(string method, string form, string rule)
    {
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await Dex.SendAsync(new HttpMethod(method), "/device/code", null, method is "POST" or "PUT" ? content : null);

        Assert.Equal((400, "application/json", rule), ((int)answer.StatusCode, answer.Header("Content-Type"), Dex.RefusalOf(answer).Rule.Id));
        if (method != "HEAD")
        {
            Assert.Equal("invalid_request", (await answer.ReadErrorAsync()).Code);
        }
    }

    [Theory]
    [InlineData("code_challenge_method", "S512", "device.challenge_method_unsupported", "invalid_request")]
    [InlineData("code_challenge_method", "s256", "device.challenge_method_unsupported", "invalid_request")]
    public async Task A_method_that_nobody_knows_is_refused_whatever_the_challenge(string name, string value, string rule, string code)
    {
        using var answer = await Dex.PostAsync("/device/code", [("client_id", DeviceServer.Tv), (name, value)]);

        Assert.Equal((400, code), await answer.ReadRefusalAsync());
        var record = Dex.RefusalOf(answer);
        Assert.Equal((rule, DeviceServer.Tv, true, GrantTypes.DeviceCode), (record.Rule.Id, record.ClientId, record.ClientIsKnown, record.GrantType));
    }

    [Fact]
    public async Task The_methods_of_the_file_are_those_of_browsers_and_not_asked_here()
    {
        await StartAsync(DeviceServer.Settings with { OAuth2 = "pkce: {enforce: true, codeChallengeMethodsSupported: [S256]}" });

        Assert.NotEmpty((await Dex.AskDeviceAsync(DeviceServer.Tv, ("code_challenge", "c"), ("code_challenge_method", "plain"))).UserCode);
        Assert.NotEmpty((await Dex.AskDeviceAsync()).UserCode);
    }

    [Fact]
    public async Task More_scopes_than_anybody_needs_are_not_kept_until_somebody_signs_in()
    {
        using var answer = await Dex.PostAsync(
            "/device/code", [("client_id", DeviceServer.Tv), ("scope", string.Join(' ', Enumerable.Repeat("openid", 101)))]);

        Assert.Equal((400, "invalid_scope"), await answer.ReadRefusalAsync());
    }

    [Fact]
    public async Task A_client_whose_own_list_lacks_the_grant_is_not_authorized_for_it()
    {
        using var refused = await Dex.PostAsync("/device/code", [], DexServer.Basic(SignInServer.Coder, "coder-secret"));
        using var wrong = await Dex.PostAsync("/device/code", [("code_challenge_method", "x")], DexServer.Basic(SignInServer.Coder, "wrong"));

        Assert.Equal((400, "unauthorized_client"), await refused.ReadRefusalAsync());
        Assert.Equal("grant.disabled_by_client", Dex.RefusalOf(refused).Rule.Id);
        Assert.Equal((401, "invalid_client"), await wrong.ReadRefusalAsync());
    }

    [Fact]
    public async Task A_user_code_that_another_device_shows_is_drawn_again()
    {
        await StartAsync(DeviceServer.Settings with
        {
            Adjust = services =>
            {
                DeviceServer.Settings.Adjust!(services);
                services.AddSingleton<IDeviceRequestStore>(provider =>
                    new Fakes.MemoryDevices(provider.GetRequiredService<TimeProvider>()) { Collisions = 3 });
            },
        });

        var device = await Dex.AskDeviceAsync();

        Assert.Equal(DeviceRequest.HashOf(device.DeviceCode), (await Store.FindByUserCodeAsync(device.UserCode, Ct))?.DeviceCodeHash);
    }

    [Fact]
    public async Task The_log_says_who_asked_for_what_and_holds_neither_code()
    {
        using var answer = await Dex.PostAsync("/device/code", [("client_id", DeviceServer.Tv), ("scope", "openid email")]);
        var body = await answer.ReadJsonAsync();

        var line = Assert.Single(Dex.Log.Of(answer.RequestId()), line => line.GetProperty("msg").GetString() == "device request received");
        Assert.Equal(
            ("INFO", DeviceServer.Tv, "[\"openid\" \"email\"]"),
            (line.GetProperty("level").GetString(), line.GetProperty("client_id").GetString(), line.GetProperty("scopes").GetString()));
        Assert.DoesNotContain(body.GetProperty("device_code").GetString()!, Dex.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(body.GetProperty("user_code").GetString()!, Dex.Log.Text, StringComparison.Ordinal);
    }

    private IDeviceRequestStore Store => Dex.Services.GetRequiredService<IDeviceRequestStore>();

    private async Task<HttpResponseMessage> PostAsync(string route, string form, string? authorization)
    {
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Dex.SendAsync(HttpMethod.Post, route, authorization, content);
    }
}
