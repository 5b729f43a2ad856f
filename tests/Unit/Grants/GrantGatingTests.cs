using Dex.Domain.Activity;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;
using Dex.Infrastructure.Activity;
using Dex.Infrastructure.Configuration;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Grants;

/// <summary>Protocol 2.3 and 5.5.1 with the console between file and default: what is served is what discovery lists.</summary>
public sealed class GrantGatingTests
{
    private const string Flag = "DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grantTypes: [client_credentials]", null, true)]
    [InlineData("grantTypes: [client_credentials]", "false", true)]
    [InlineData("grantTypes: [authorization_code]", "true", false)]
    [InlineData("", null, false)]
    [InlineData("", "false", false)]
    [InlineData("", "nonsense", false)]
    [InlineData("", "true", true)]
    [InlineData("grantTypes: []", "1", true)]
    public async Task The_file_speaks_first_and_without_its_list_the_flag_decides(string oauth2, string? flag, bool served)
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            OAuth2 = oauth2,
            Environment = flag is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [Flag] = flag },
        });

        await AssertServedAsync(dex, served);
    }

    [Fact]
    public async Task A_grant_switched_at_run_time_is_served_or_refused_by_the_next_request_and_discovery_follows()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { OAuth2 = "" });
        await AssertServedAsync(dex, false);

        await SwitchAsync(dex, true);
        await AssertServedAsync(dex, true);
        await SwitchAsync(dex, false);
        await AssertServedAsync(dex, false);
    }

    [Fact]
    public async Task The_consoles_list_goes_before_the_flag()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { OAuth2 = "", Environment = new Dictionary<string, string> { [Flag] = "true" } });

        await SwitchAsync(dex, false);

        await AssertServedAsync(dex, false);
    }

    [Fact]
    public async Task A_switched_off_grant_is_refused_by_its_rule()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { OAuth2 = "" });

        using var answer = await dex.TokenAsync(StandardClients.Batch);

        Assert.Equal(("grant.disabled_by_server", "client_credentials"), (dex.RefusalOf(answer).Rule.Id, dex.RefusalOf(answer).GrantType));
    }

    [Fact]
    public async Task A_client_can_narrow_the_list_and_hears_that_it_is_unauthorized()
    {
        await using var dex = await DexServer.StartAsync();

        using var answer = await dex.TokenAsync(StandardClients.Narrow, "bogus");

        Assert.Equal((400, "unauthorized_client"), await answer.ReadRefusalAsync());
        Assert.Equal("grant.disabled_by_client", dex.RefusalOf(answer).Rule.Id);
    }

    [Fact]
    public async Task A_disabled_client_is_invalid_before_its_grants_are_looked_at()
    {
        await using var dex = await DexServer.StartAsync();
        await dex.AddAsync(Given.Client("both", Given.Secret("dxs_both")) with { Enabled = false, AllowedGrantTypes = [] });

        using var answer = await dex.TokenAsAsync("both", "dxs_both");

        Assert.Equal((401, "invalid_client"), await answer.ReadRefusalAsync());
    }

    [Fact]
    public async Task A_trial_against_a_disabled_client_is_no_failed_call_of_that_client()
    {
        await using var dex = await DexServer.StartAsync();
        await dex.AddAsync(Given.Client("resting", Given.Secret("dxs_resting")) with { Enabled = false });
        using var trial = dex.Services.GetRequiredService<TrialSecrets>().Begin("resting");
        var activity = dex.Services.GetRequiredService<IActivityReader>();

        using var tried = await dex.TokenAsAsync("resting", trial.Secret);
        await dex.Services.GetRequiredService<ActivityWriter>().FlushAsync(Ct);

        Assert.Equal((401, "invalid_client"), await tried.ReadRefusalAsync());
        Assert.Empty(await activity.ClientsAsync(["resting"], DateTimeOffset.UnixEpoch, Ct));

        using var real = await dex.TokenAsAsync("resting", "dxs_resting");
        await dex.Services.GetRequiredService<ActivityWriter>().FlushAsync(Ct);

        Assert.NotEmpty(await activity.ClientsAsync(["resting"], DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task What_an_administrator_changes_in_a_client_holds_for_the_next_request()
    {
        await using var dex = await DexServer.StartAsync();
        await dex.AddAsync(Given.Client("live", Given.Secret("dxs_live")) with { Name = "Before" });
        Assert.Equal("Before", await NameAsync());

        var store = dex.Services.GetRequiredService<IClientStore>();
        var client = (await store.FindAsync("live", Ct))!;
        var entry = AuditEntry.By(Given.Ada, Given.Now, "client.changed", "client", "live");
        await store.UpdateAsync(client with { Version = 2, Name = "After" }, entry, Ct);

        Assert.Equal("After", await NameAsync());

        async Task<string?> NameAsync()
        {
            using var answer = await dex.TokenAsAsync("live", "dxs_live", "profile");
            return Answers.PayloadOf((await answer.ReadJsonAsync()).GetProperty("access_token").GetString()!).GetProperty("name").GetString();
        }
    }

    [Fact]
    public void Unknown_names_in_the_file_stop_the_start_and_are_named()
    {
        var yaml = new DexServerSettings { OAuth2 = "grantTypes: [client_credential, client_credentials, magic]" }.ToYaml("127.0.0.1:5556");

        var reading = new ConfigurationReader(new ConfigurationEnvironment(new Dictionary<string, string>())).ReadText(yaml, "config.yaml");

        Assert.Contains("client_credential", reading.FaultText, StringComparison.Ordinal);
        Assert.Contains("magic", reading.FaultText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_that_is_off_is_refused_before_anybody_authenticates_and_still_counted_for_who_asked()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { OAuth2 = "" });

        using var known = await dex.TokenAsAsync(StandardClients.Batch, "whatever it is");
        using var stranger = await dex.TokenAsAsync("nobody", "none");

        Assert.Equal("unsupported_grant_type", (await known.ReadErrorAsync()).Code);
        Assert.Equal((StandardClients.Batch, true), (dex.RefusalOf(known).ClientId, dex.RefusalOf(known).ClientIsKnown));
        Assert.Equal(("nobody", false), (dex.RefusalOf(stranger).ClientId, dex.RefusalOf(stranger).ClientIsKnown));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task What_a_preview_predicts_is_served_over_HTTP_byte_for_byte(bool flag, bool list)
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings
        {
            OAuth2 = "",
            Environment = new Dictionary<string, string> { [Flag] = flag ? "true" : "false" },
        });
        var policy = dex.Services.GetRequiredService<IServerPolicySource>().Current;
        var switches = new Dictionary<string, bool> { [GrantTypes.ClientCredentials] = list };
        var preview = SettingsPreview.Of(
            policy, SettingsAdministration.SwitchGrants(policy, switches, "somebody", Given.Now), dex.Services.GetRequiredService<ISigner>().Algorithm);

        await SwitchAsync(dex, list);

        using var served = await dex.GetAsync("/.well-known/openid-configuration");
        Assert.Equal(preview.DocumentAfter.Json.ToArray(), await served.Content.ReadAsByteArrayAsync(Ct));
    }

    private static async Task SwitchAsync(DexServer dex, bool on)
    {
        var store = dex.Services.GetRequiredService<IConsoleSettingsStore>();
        var policy = dex.Services.GetRequiredService<IServerPolicySource>().Current;
        var next = SettingsAdministration.SwitchGrants(
            policy, new Dictionary<string, bool> { [GrantTypes.ClientCredentials] = on }, Given.Ada.Email, Given.Now);
        var entry = AuditEntry.By(Given.Ada, Given.Now, "settings.grants_changed", "settings", "grant_types");
        Assert.NotNull(await store.SaveAsync(next, entry, Ct));
    }

    private static async Task AssertServedAsync(DexServer dex, bool served)
    {
        using var token = await dex.TokenAsync(StandardClients.Batch);
        using var discovery = await dex.GetAsync("/.well-known/openid-configuration");

        var listed = (await discovery.ReadJsonAsync()).GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()!).ToList();
        Assert.Equal(served ? [GrantTypes.ClientCredentials] : [], listed.Where(grant => grant == GrantTypes.ClientCredentials));
        Assert.Equal(served ? 200 : 400, (int)token.StatusCode);
        if (!served)
        {
            Assert.Equal("unsupported_grant_type", (await token.ReadErrorAsync()).Code);
        }
    }
}
