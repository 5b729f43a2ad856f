using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Dex.Tests.Unit.Signing;

/// <summary>Protocol 2.5 and 6.6 over HTTP.</summary>
public sealed class SigningEndpointTests
{
    [Theory]
    [InlineData("RS256", "RSA", "kty,use,kid,alg,n,e")]
    [InlineData("ES256", "EC", "kty,use,kid,alg,crv,x,y")]
    public async Task Tokens_of_either_algorithm_verify_by_the_published_keys_and_come_back_in(string algorithm, string type, string members)
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            More = $"signer: {{type: local, config: {{keysRotationPeriod: 6h, algorithm: {algorithm}}}}}",
        });
        var token = await dex.AccessTokenAsync(StandardClients.Batch, "openid");

        using var keys = await dex.GetAsync("/keys");
        using var discovery = await dex.GetAsync("/.well-known/openid-configuration");
        using var userInfo = await dex.GetAsync("/userinfo", "Bearer " + token);
        using var introspection = await dex.PostAsync("/token/introspect", [("token", token)], DexServer.Basic("api", "api-secret"));

        var key = Assert.Single((await keys.ReadJsonAsync()).GetProperty("keys").EnumerateArray());
        Assert.Equal((type, "sig", algorithm), (key.GetProperty("kty").GetString(), key.GetProperty("use").GetString(), key.GetProperty("alg").GetString()));
        Assert.Equal(members.Split(',').Order(StringComparer.Ordinal), key.Names().Order(StringComparer.Ordinal));
        Assert.Equal(Answers.HeaderOf(token).GetProperty("kid").GetString(), key.GetProperty("kid").GetString());
        Assert.Equal(algorithm, Answers.HeaderOf(token).GetProperty("alg").GetString());
        Assert.Equal(algorithm, (await discovery.ReadJsonAsync()).GetProperty("id_token_signing_alg_values_supported")[0].GetString());
        Assert.Equal(200, (int)userInfo.StatusCode);
        Assert.True((await introspection.ReadJsonAsync()).GetProperty("active").GetBoolean());
        var verified = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = dex.Issuer,
            ValidAudience = "batch",
            ValidAlgorithms = [algorithm],
            IssuerSigningKeys = new JsonWebKeySet(await keys.ReadTextAsync()).GetSigningKeys(),
        });
        Assert.True(verified.IsValid, verified.Exception?.Message);
    }

    [Fact]
    public async Task The_key_set_is_indented_json_to_be_kept_for_ten_minutes()
    {
        await using var dex = await DexServer.StartAsync();

        using var keys = await dex.GetAsync("/keys");

        Assert.Equal(("application/json", "max-age=600, must-revalidate"), (keys.Header("Content-Type"), keys.Header("Cache-Control")));
        Assert.NotNull(keys.Header("Content-Length"));
        Assert.StartsWith("{\n  \"keys\": [\n    {\n", await keys.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_key_verifies_until_the_last_token_it_signed_is_over_and_then_vanishes()
    {
        var clock = new FakeTimeProvider(Given.Now);
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            Clock = clock,
            More = "signer: {type: local, config: {keysRotationPeriod: 30m}}\nexpiry: {idTokens: 1h}",
        });
        var first = await KeyIdsAsync(dex);
        var token = await dex.AccessTokenAsync(StandardClients.Batch);

        await AdvanceUntilAsync(dex, clock, TimeSpan.FromMinutes(31), ids => ids.Count == 2);
        var second = await KeyIdsAsync(dex);

        Assert.Equal(first[0], second[1]);
        Assert.NotEqual(first[0], Answers.HeaderOf(await dex.AccessTokenAsync(StandardClients.Batch)).GetProperty("kid").GetString());
        using (var early = await dex.GetAsync("/userinfo", "Bearer " + token))
        {
            Assert.Equal(200, (int)early.StatusCode);
        }

        await AdvanceUntilAsync(dex, clock, TimeSpan.FromMinutes(62), ids => !ids.Contains(first[0]));
        using var late = await dex.GetAsync("/userinfo", "Bearer " + token);
        Assert.Equal(401, (int)late.StatusCode);
    }

    private static async Task AdvanceUntilAsync(DexServer dex, FakeTimeProvider clock, TimeSpan span, Predicate<IReadOnlyList<string>> holds)
    {
        clock.Advance(span);
        await Eventually.HoldsAsync(
            async () =>
            {
                // The workers wait on this clock, so it has to go on a little.
                clock.Advance(TimeSpan.FromSeconds(1));
                return holds(await KeyIdsAsync(dex));
            },
            TimeSpan.FromSeconds(30), () => "The keys did not change.", Xunit.TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> KeyIdsAsync(DexServer dex)
    {
        using var keys = await dex.GetAsync("/keys");
        return [.. (await keys.ReadJsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }
}
