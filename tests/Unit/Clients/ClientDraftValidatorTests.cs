using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class ClientDraftValidatorTests
{
    private static readonly ClientDraftValidator Validator = new();

    public static TheoryData<string> ReservedNames => [.. ClaimNames.Reserved];

    [Theory]
    [InlineData(ClientKind.Machine)]
    [InlineData(ClientKind.WebApp)]
    [InlineData(ClientKind.NativeApp)]
    [InlineData(ClientKind.Device)]
    public void What_an_intent_proposes_is_valid_once_named_and_asks_for_pkce(ClientKind kind)
    {
        var draft = ClientDraft.For(kind);
        (draft.Id, draft.Name) = ("app", "App");

        Assert.Empty(Faults(draft));
        Assert.True(draft.PkceRequired);
        Assert.Equal(kind is ClientKind.NativeApp or ClientKind.Device, draft.IsPublic);
    }

    [Fact]
    public void A_draft_of_a_client_equals_the_client() =>
        Assert.Empty(ClientChanges.Between(Given.Client(), ClientDraft.Of(Given.Client()).ApplyTo(Given.Client())));

    [Theory]
    [InlineData("")]
    [InlineData(" app")]
    [InlineData("app ")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    public void An_id_is_there_and_free_of_controls_and_outer_blanks(string id) => AssertFault(nameof(ClientDraft.Id), draft => draft.Id = id);

    [Theory]
    [InlineData("a")]
    [InlineData("a b/c:d%")]
    [InlineData("ünïcode")]
    public void Any_other_id_is_taken_literally(string id) => AssertNoFault(draft => draft.Id = id);

    [Fact]
    public void The_consoles_own_id_can_be_nobody_elses()
    {
        AssertFault(nameof(ClientDraft.Id), draft => draft.Id = "dex-console");
        AssertNoFault(draft => draft.Id = "Dex-Console");
    }

    [Fact]
    public void An_id_has_256_characters_at_most()
    {
        AssertNoFault(draft => draft.Id = new string('a', 256));
        AssertFault(nameof(ClientDraft.Id), draft => draft.Id = new string('a', 257));
    }

    [Fact]
    public void A_name_is_there_and_has_200_characters_at_most()
    {
        AssertFault(nameof(ClientDraft.Name), draft => draft.Name = "");
        AssertFault(nameof(ClientDraft.Name), draft => draft.Name = "  ");
        AssertFault(nameof(ClientDraft.Name), draft => draft.Name = new string('a', 201));
    }

    [Fact]
    public void A_description_has_1000_characters_at_most() => AssertFault(nameof(ClientDraft.Description), draft => draft.Description = new string('a', 1001));

    [Theory]
    [InlineData("logo.png")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64,AA==")]
    public void A_logo_is_a_web_address(string url) => AssertFault(nameof(ClientDraft.LogoUrl), draft => draft.LogoUrl = url);

    [Theory]
    [InlineData("app.example.com/out")]
    [InlineData("ftp://app.example.com")]
    [InlineData("https://app.example.com/out#part")]
    public void A_back_channel_address_is_a_web_address_without_fragment(string url) =>
        AssertFault(nameof(ClientDraft.BackchannelLogoutUri), draft => draft.BackchannelLogoutUri = url);

    [Theory]
    [InlineData("/callback")]
    [InlineData("callback")]
    [InlineData("")]
    [InlineData("https://app.example.com/a b")]
    [InlineData("https://app.example.com/\n")]
    [InlineData("https://app.example.com/#part")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    public void A_redirect_uri_is_absolute_runs_nowhere_and_has_no_fragment(string uri)
    {
        AssertFault($"{nameof(ClientDraft.RedirectUris)}[0]", draft => draft.RedirectUris = [uri]);
        AssertFault($"{nameof(ClientDraft.PostLogoutRedirectUris)}[0]", draft => draft.PostLogoutRedirectUris = [uri]);
    }

    [Theory]
    [InlineData("https://app.example.com/callback?a=b")]
    [InlineData("http://127.0.0.1/callback")]
    [InlineData("com.example.app:/callback")]
    [InlineData("/device/callback")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob")]
    public void Schemes_of_native_applications_and_dexs_literals_are_redirect_uris_too(string uri) => AssertNoFault(draft => draft.RedirectUris = [uri]);

    [Fact]
    public void An_unknown_grant_is_named_with_the_known_ones()
    {
        var fault = AssertFault($"{nameof(ClientDraft.AllowedGrantTypes)}[1]", draft => draft.AllowedGrantTypes = [GrantTypes.ClientCredentials, "magic"]);

        Assert.Contains("magic", fault, StringComparison.Ordinal);
        Assert.Contains(GrantTypes.DeviceCode, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_grant_list_is_legal_and_means_none() => AssertNoFault(draft => draft.AllowedGrantTypes = []);

    [Fact]
    public void A_peer_and_a_group_have_names()
    {
        AssertFault($"{nameof(ClientDraft.TrustedPeers)}[0]", draft => draft.TrustedPeers = [""]);
        AssertFault($"{nameof(ClientDraft.MachineGroups)}[0]", draft => draft.MachineGroups = [""]);
    }

    [Theory]
    [MemberData(nameof(ReservedNames))]
    public void A_static_claim_has_no_name_of_the_servers(string name) =>
        AssertFault($"{nameof(ClientDraft.MachineClaims)}[0]", draft => draft.MachineClaims[name] = "\"x\"");

    [Theory]
    [InlineData("north")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public void The_value_of_a_static_claim_is_json_and_not_null(string json) =>
        AssertFault($"{nameof(ClientDraft.MachineClaims)}[0]", draft => draft.MachineClaims["tenant"] = json);

    [Theory]
    [InlineData("\"north\"")]
    [InlineData("3")]
    [InlineData("true")]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("{\"a\":{\"b\":1}}")]
    public void Any_other_json_is_a_claim(string json) => AssertNoFault(draft => draft.MachineClaims["tenant"] = json);

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(2_592_000, true)]
    [InlineData(2_592_001, false)]
    [InlineData(-60, false)]
    public void A_token_lives_between_a_minute_and_thirty_days(int seconds, bool valid)
    {
        if (valid)
        {
            AssertNoFault(draft => draft.TokenLifetime = TimeSpan.FromSeconds(seconds));
        }
        else
        {
            AssertFault(nameof(ClientDraft.TokenLifetime), draft => draft.TokenLifetime = TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public void A_list_has_200_entries_at_most()
    {
        var many = Enumerable.Range(0, 201).Select(number => $"https://app{number}.example.com/").ToList();

        AssertFault(nameof(ClientDraft.RedirectUris), draft => draft.RedirectUris = many);
        AssertFault(nameof(ClientDraft.PostLogoutRedirectUris), draft => draft.PostLogoutRedirectUris = many);
        AssertFault(nameof(ClientDraft.TrustedPeers), draft => draft.TrustedPeers = many);
        AssertFault(nameof(ClientDraft.MachineGroups), draft => draft.MachineGroups = many);
        AssertFault(nameof(ClientDraft.AllowedConnectors), draft => draft.AllowedConnectors = many);
        AssertFault(nameof(ClientDraft.MachineClaims), draft => many.ForEach(name => draft.MachineClaims[name] = "1"));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var faults = Faults(new ClientDraft { RedirectUris = ["x", "y"], AllowedGrantTypes = ["magic"] }).Select(fault => fault.Property);

        Assert.Equal(["Id", "Name", "RedirectUris[0]", "RedirectUris[1]", "AllowedGrantTypes[0]"], faults);
    }

    private static string AssertFault(string property, Action<ClientDraft> change)
    {
        var draft = Given.Draft();
        change(draft);

        var fault = Assert.Single(Faults(draft), fault => fault.Property == property);
        return fault.Message;
    }

    private static void AssertNoFault(Action<ClientDraft> change)
    {
        var draft = Given.Draft();
        change(draft);

        Assert.Empty(Faults(draft));
    }

    private static List<(string Property, string Message)> Faults(ClientDraft draft) =>
        [.. Validator.Validate(draft).Errors.Select(error => (error.PropertyName, error.ErrorMessage))];
}
