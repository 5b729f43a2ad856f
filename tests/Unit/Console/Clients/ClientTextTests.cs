using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Web.Components.Clients;
using Dex.Web.Components.Parts;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

public sealed class ClientTextTests
{
    [Theory]
    [InlineData("invoice-sync")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("new")]
    [InlineData("ünïcode and blanks?#")]
    public void Every_id_has_an_address_that_leads_back_to_it(string id)
    {
        var address = ClientAddress.Of(id, ClientTab.TryIt);

        Assert.Equal(id, ClientAddress.IdIn(address));
        Assert.EndsWith("/try-it", address, StringComparison.Ordinal);
        Assert.True(ClientAddress.IsWithin(address, id));
    }

    [Fact]
    public void The_form_for_a_new_client_is_no_page_of_a_client_called_new() =>
        Assert.False(ClientAddress.IsWithin(ClientAddress.New, "new"));

    [Theory]
    [InlineData("Invoice sync", "invoice-sync")]
    [InlineData("  Übersicht: Kühlhaus №7 ", "ubersicht-kuhlhaus-7")]
    [InlineData("---", "")]
    public void The_proposed_id_is_plain(string name, string id) => Assert.Equal(id, ClientIdProposal.From(name));

    [Fact]
    public void A_state_of_the_list_survives_its_address()
    {
        var state = new ClientListState
        {
            Search = "a&b=c", Kind = ClientKind.WebApp, Grant = GrantTypes.DeviceCode, Secrets = SecretHealth.NoneLive, Sort = ClientSort.LastToken, At = new Paging(3, 50),
        };

        var query = state.Href.Split('?')[1].Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        var back = ClientListState.Read(query["q"], query["kind"], query["grant"], query["secrets"], query["sort"], query["page"], query["rows"]);

        Assert.Equal(state, back);
    }

    [Fact]
    public void Nonsense_in_the_address_counts_as_absent() =>
        Assert.Equal(new ClientListState(), ClientListState.Read(null, "robot", "magic", "lost", "sideways", "-1", "7"));

    [Fact]
    public void The_yaml_is_what_the_file_would_say()
    {
        var draft = ClientDraft.For(ClientKind.Machine);
        (draft.Id, draft.Name, draft.TokenLifetime) = ("invoice-sync", "yes", TimeSpan.FromHours(1));
        draft.MachineGroups.Add("billing: writers");
        draft.MachineClaims["cost_centre"] = "\"4410\"";

        Assert.Equal(
            """
            staticClients:
            - id: invoice-sync
              name: "yes"
              secretEnv: INVOICE_SYNC_SECRET
              allowedGrantTypes:
              - client_credentials
              clientCredentialsClaims:
                groups: ["billing: writers"]
                extra:
                  cost_centre: "4410"
              lifetimes: { idTokens: 1h }

            """,
            ClientYaml.Of(draft));
    }
}
