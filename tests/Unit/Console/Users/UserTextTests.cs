using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Web.Components.Parts;
using Dex.Web.Components.Users;
using Xunit;

namespace Dex.Tests.Unit.Console.Users;

public sealed class UserTextTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("a/b@example.com")]
    [InlineData("a%2Fb+c@example.com")]
    [InlineData("new@ünïcode?#.example")]
    public void Every_address_has_a_page_that_leads_back_to_it(string email) =>
        Assert.Equal(email, UserAddress.EmailIn(UserAddress.OfAccount(email) + "?x=1"));

    [Fact]
    public void A_person_is_found_by_the_subject_in_the_address()
    {
        var address = UserAddress.OfIdentity("ldap", "cn=Zoë/ou=people");

        Assert.Equal(("cn=Zoë/ou=people", "ldap"), Subject.Decode(address[(address.LastIndexOf('/') + 1)..]));
    }

    [Fact]
    public void The_states_of_both_lists_survive_their_addresses()
    {
        var accounts = new AccountListState { Search = "a&b=c", IsLocked = false, At = new Paging(3, 50) };
        var people = new IdentityListState { Search = "é", Connector = "ldap", Client = "a/b", IsBlocked = true, At = new Paging(2, 10) };

        var (a, p) = (Query(accounts.Href), Query(people.Href));

        Assert.Equal(accounts, AccountListState.Read(a["q"], a["state"], a["page"], a["rows"]));
        Assert.Equal(people, IdentityListState.Read(p["q"], p["connector"], p["client"], p["state"], p["page"], p["rows"]));
        Assert.Equal((UserAddress.Accounts, UserAddress.Identities), (new AccountListState().Href, new IdentityListState().Href));
    }

    [Fact]
    public void Nonsense_in_an_address_counts_as_absent()
    {
        Assert.Equal(new AccountListState(), AccountListState.Read(" ", "robot", "-1", "7"));
        Assert.Equal(new IdentityListState(), IdentityListState.Read(null, "", "", "robot", "99999999999", "1"));
    }

    [Theory]
    [InlineData("user.changed", "Groups", "a", "b", "ada@example.com changed groups")]
    [InlineData("identity.consents_revoked", "Consent to portal", "openid", null, "ada@example.com took back the consent to portal")]
    [InlineData("identity.blocked", "Blocked until", null, "for good", "ada@example.com blocked the person for good")]
    [InlineData("identity.blocked", "Blocked until", null, "2026-12-01 10:00 UTC", "ada@example.com blocked the person until 2026-12-01 10:00 UTC")]
    [InlineData("user.something_new", "x", null, null, "ada@example.com user.something_new")]
    public void The_record_reads_as_sentences(string action, string field, string? before, string? after, string sentence) => Assert.Equal(sentence, RecordWords.Of(new AuditEntry
    {
        At = default,
        Actor = "ada@example.com",
        Address = "",
        Action = action,
        SubjectType = "user",
        SubjectId = "x",
        Changes = [new FieldChange(field, before, after)],
    }));

    private static Dictionary<string, string> Query(string href) =>
        href.Split('?')[1].Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]), StringComparer.Ordinal);
}
