using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Policies;

public sealed class ServerPolicyTests
{
    private const string Flag = "DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT";

    private static readonly string[] DefaultServed =
        [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.DeviceCode, GrantTypes.TokenExchange];

    [Theory]
    [InlineData(null)]
    [InlineData("true")]
    [InlineData("false")]
    public void A_file_that_lists_client_credentials_serves_it_whatever_the_flag_says(string? flag)
    {
        var policy = Compute(["client_credentials"], flag);

        Assert.True(policy.Serves(GrantTypes.ClientCredentials));
        Assert.Equal((SettingSource.File, "oauth2.grantTypes", true), (policy.GrantTypes.Source, policy.GrantTypes.Key, policy.GrantTypes.IsPinned));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("true")]
    [InlineData("false")]
    public void A_file_with_a_list_without_it_does_not_serve_it_whatever_the_flag_says(string? flag) =>
        Assert.Equal([GrantTypes.AuthorizationCode], Compute(["authorization_code"], flag).ServedGrantTypes);

    [Theory]
    [InlineData(null, false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void Without_any_list_the_flag_decides(string? flag, bool served)
    {
        var policy = Compute([], flag);

        Assert.Equal(served, policy.Serves(GrantTypes.ClientCredentials));
        Assert.Equal(SettingSource.Default, policy.GrantTypes.Source);
        Assert.Equal(served ? DefaultServed.Append(GrantTypes.ClientCredentials).Order(StringComparer.Ordinal) : DefaultServed, policy.ServedGrantTypes);
    }

    [Fact]
    public void The_consoles_list_goes_before_the_default_list_and_the_flag_does_not_touch_it()
    {
        var policy = Given.Policy(console: Given.ConsoleGrants(GrantTypes.RefreshToken), environment: (Flag, "true"));

        Assert.Equal([GrantTypes.RefreshToken], policy.ServedGrantTypes);
        Assert.Equal((SettingSource.Console, Given.Ada.Email), (policy.GrantTypes.Source, policy.GrantTypes.Change?.By));
    }

    [Fact]
    public void An_empty_list_saved_in_the_console_is_a_list() => Assert.Empty(Given.Policy(console: Given.ConsoleGrants(), environment: (Flag, "true")).ServedGrantTypes);

    [Fact]
    public void The_files_list_goes_before_the_consoles() =>
        Assert.Equal([GrantTypes.RefreshToken], Given.Policy(Given.File(grantTypes: GrantTypes.RefreshToken), Given.ConsoleGrants(GrantTypes.DeviceCode)).ServedGrantTypes);

    [Fact]
    public void The_flag_can_be_set_in_the_console_too()
    {
        var policy = Given.Policy(console: Given.ConsoleFlag(FeatureFlags.ClientCredentialGrantEnabledByDefault.Name, true));

        Assert.True(policy.Serves(GrantTypes.ClientCredentials));
        Assert.Equal(SettingSource.Default, policy.GrantTypes.Source);
    }

    [Theory]
    [InlineData("token", true)]
    [InlineData("code token", true)]
    [InlineData("id_token token", true)]
    [InlineData("code id_token token", true)]
    [InlineData("id_token", false)]
    [InlineData("code", false)]
    public void Implicit_is_served_only_with_a_response_type_that_contains_the_word_token(string responseType, bool served) =>
        Assert.Equal(served, Given.Policy(Given.File() with { ResponseTypes = [responseType] }).Serves(GrantTypes.Implicit));

    [Theory]
    [InlineData("", false)]
    [InlineData("ldap", true)]
    public void Password_is_served_only_with_its_connector(string connector, bool served) =>
        Assert.Equal(served, Given.Policy(Given.File() with { PasswordConnector = connector }).Serves(GrantTypes.Password));

    [Fact]
    public void What_is_not_built_is_not_served_whatever_the_list_says()
    {
        var policy = Given.Policy(Given.File(grantTypes: [.. GrantTypes.All]), built: [GrantTypes.ClientCredentials]);

        Assert.Equal([GrantTypes.ClientCredentials], policy.ServedGrantTypes);
        Assert.Equal(GrantTypes.All, policy.GrantTypes.Value);
    }

    [Theory]
    [InlineData("Client_Credentials")]
    [InlineData("")]
    [InlineData("client_credentials ")]
    public void Names_are_compared_byte_by_byte(string grant) => Assert.False(Compute(["client_credentials"], null).Serves(grant));

    [Fact]
    public void A_preview_is_the_policy_that_the_save_will_give()
    {
        var now = Given.Policy(environment: (Flag, "true"));
        var console = Given.ConsoleGrants(GrantTypes.ClientCredentials);

        var preview = now.With(console);

        Assert.Equal(Given.Policy(console: console, environment: (Flag, "true")).ServedGrantTypes, preview.ServedGrantTypes);
        Assert.Equal(now.Flags, now.With(now.Console).Flags);
    }

    [Fact]
    public void A_preview_keeps_what_the_environment_says()
    {
        var preview = Given.Policy(environment: (Flag, "true")).With(Given.ConsoleFlag(FeatureFlags.ClientCredentialGrantEnabledByDefault.Name, false));

        Assert.True(preview.Serves(GrantTypes.ClientCredentials));
    }

    private static ServerPolicy Compute(string[] fileGrants, string? flag) =>
        Given.Policy(Given.File(grantTypes: fileGrants), environment: (Flag, flag!));
}
