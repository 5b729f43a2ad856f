using Bunit;
using Dex.Domain.Administration;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Console.Users;
using Dex.Tests.Unit.Fakes;
using Dex.Web.Components.Tokens;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Tokens;

public sealed class RefreshTokensPageTests : UserPagesContext
{
    [Fact]
    public void Rows_tell_who_is_kept_signed_in_where_and_for_how_long()
    {
        Clients.Put(new Client { Id = "portal", Name = "Customer portal" });
        Tokens.Put(Token("t1", "jane", "portal"));
        Tokens.Put(Token("t2", "bob", "gone"));

        var page = Show("tokens", out _);

        var jane = page.Find("[data-testid=refresh-token-row-t1]").TextContent;
        Assert.Contains("Name of jane", jane, StringComparison.Ordinal);
        Assert.Contains("Customer portal", jane, StringComparison.Ordinal);
        Assert.Contains("Never", jane, StringComparison.Ordinal);
        Assert.Contains("No client any more", page.Find("[data-testid=refresh-token-row-t2]").TextContent, StringComparison.Ordinal);
        Assert.Contains(TokenAddress.RefreshTokens, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_of_a_token_is_on_the_page()
    {
        Tokens.Put(Token("t1", "jane", "portal") with { FamilyKey = "the-family-key", ValueHash = "the-value-hash", CurrentValue = "the-value", ConnectorData = "the-upstream" });

        var markup = Show("tokens", out _).Markup;

        Assert.All(["the-family-key", "the-value", "the-upstream"], secret => Assert.DoesNotContain(secret, markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_address_says_what_is_listed()
    {
        Tokens.Put(Token("t1", "jane", "portal"));
        Tokens.Put(Token("t2", "jane", "billing"));
        Tokens.Put(Token("t3", "bob", "portal"));

        var page = Show($"tokens?client=portal&person={Subject.Encode("jane", "ldap")}", out _);

        Assert.Equal(["refresh-token-row-t1"], page.FindAll("tr[data-testid]").Select(row => row.GetAttribute("data-testid")));
        page.Find("[aria-label='Clear the filter Client portal']").Click();
        Assert.Equal($"tokens?person={Subject.Encode("jane", "ldap")}", Address);
    }

    [Fact]
    public void One_is_ended_after_a_question_and_the_record_says_so()
    {
        Tokens.Put(Token("t1", "jane", "portal"));
        Tokens.Put(Token("t2", "jane", "billing"));
        var page = Show("tokens", out var dialogs);

        page.Find("[data-testid=refresh-token-row-t1] button").Click();
        Press(dialogs, "End refresh token");

        page.WaitForAssertion(() => Assert.Equal("t2", Assert.Single(Tokens.All).Id));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=refresh-token-row-t1]")));
        var entry = Assert.Single(Accounts.Entries);
        Assert.Equal(("identity.refresh_token_ended", "ldap/jane", "maria@example.com"), (entry.Action, entry.SubjectId, entry.Actor));
    }

    [Fact]
    public void All_of_a_client_end_after_its_id_is_typed_and_the_count_is_told_before()
    {
        Tokens.Put(Token("t1", "jane", "portal"));
        Tokens.Put(Token("t2", "bob", "portal"));
        Tokens.Put(Token("t3", "bob", "billing"));
        var page = Show("tokens?client=portal", out var dialogs);

        Press(page, "End all of this client…");
        dialogs.WaitForAssertion(() => Assert.Contains("2 refresh tokens end, none is left then", dialogs.Markup, StringComparison.Ordinal));
        Press(dialogs, "End all");
        Assert.Equal(3, Tokens.All.Count);
        dialogs.Find(".dx-confirm input").Input("portal");
        Press(dialogs, "End all");

        page.WaitForAssertion(() => Assert.Equal("2 refresh tokens ended, 0 left.", page.Find("[data-testid=done]").TextContent.Trim()));
        Assert.Equal("t3", Assert.Single(Tokens.All).Id);
        Assert.Equal(("client.refresh_tokens_ended", "2", "0"), (Accounts.Entries[0].Action, Accounts.Entries[0].Changes[0].Before, Accounts.Entries[0].Changes[0].After));
    }

    [Fact]
    public void All_of_a_person_end_after_the_name_is_typed()
    {
        People.Put(Person("jane"));
        Tokens.Put(Token("t1", "jane", "portal"));
        Tokens.Put(Token("t2", "jane", "billing"));
        Tokens.Put(Token("t3", "bob", "billing"));
        var page = Show(TokenAddress.OfPerson("ldap", "jane"), out var dialogs);

        Press(page, "End all of this person…");
        dialogs.WaitForAssertion(() => dialogs.Find(".dx-confirm input").Input("Name of jane"));
        Press(dialogs, "End all");

        page.WaitForAssertion(() => Assert.Equal("t3", Assert.Single(Tokens.All).Id));
        Assert.Equal("ldap/jane", Accounts.Entries[0].SubjectId);
    }

    [Fact]
    public void Nobody_but_an_administrator_ends_a_token()
    {
        Services.AddSingleton<IAdministratorGate>(FixedGate.Shut);
        Tokens.Put(Token("t1", "jane", "portal"));
        var page = Show("tokens", out var dialogs);

        page.Find("[data-testid=refresh-token-row-t1] button").Click();
        Press(dialogs, "End refresh token");

        dialogs.WaitForAssertion(() => Assert.NotEmpty(dialogs.FindAll("[role=alert]")));
        Assert.Single(Tokens.All);
        Assert.Empty(Accounts.Entries);
    }

    [Fact]
    public void The_answer_says_when_the_grant_is_off_and_when_tokens_end()
    {
        var token = Token("t1", "jane", "portal");
        var policy = new RefreshTokenPolicy { IdleLifetime = TimeSpan.FromDays(30) };
        var off = Given.Policy(built: [GrantTypes.ClientCredentials]);
        var on = Given.Policy(Given.File() with { RefreshTokens = policy }, built: [GrantTypes.RefreshToken]);

        Assert.Equal("refresh_token is switched off, so 1 refresh token opens nothing until it is on.", RefreshTokenWords.Answer(1, off).Text);
        Assert.Equal("2 refresh tokens keep people signed in; one that is not used for 30 d ends.", RefreshTokenWords.Answer(2, on).Text);
        Assert.Equal("Nobody is kept signed in: there is no refresh token.", RefreshTokenWords.Answer(0, on).Text);
        Assert.Equal(("Expired", "in 1 d"), (EndAfter(policy, token, 31), EndAfter(policy, token, 29)));
    }

    [Fact]
    public void A_persons_page_lists_what_keeps_them_signed_in_and_ends_it()
    {
        People.Put(Person("jane"));
        Tokens.Put(Token("t1", "jane", "portal"));
        Tokens.Put(Token("t2", "jane", "billing"));
        var page = Open<Dex.Web.Components.Users.PersonPage>("users/identities", out var dialogs, with => with.Add(shown => shown.Sub, Subject.Encode("jane", "ldap")));

        Assert.Contains("2 sign-ins are kept alive", page.Find("[data-testid=person-tokens]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=refresh-token-row-t2] button").Click();
        Press(dialogs, "End refresh token");

        page.WaitForAssertion(() => Assert.Contains("1 sign-in is kept alive", page.Find("[data-testid=person-tokens]").TextContent, StringComparison.Ordinal));
        Assert.Equal("t1", Assert.Single(Tokens.All).Id);
    }

    private static string EndAfter(RefreshTokenPolicy policy, RefreshToken token, int days) =>
        RefreshTokenWords.State(token, policy, token.LastUsedAt.AddDays(days)).Word;

    private RefreshToken Token(string id, string user, string client) => new()
    {
        Id = id,
        ClientId = client,
        ConnectorId = "ldap",
        Person = new PersonClaims { UserId = user, Username = $"Name of {user}", Email = $"{user}@example.com" },
        Scopes = ["openid", "offline_access"],
        GrantType = GrantTypes.AuthorizationCode,
        FamilyKey = "key",
        ValueHash = "hash",
        CreatedAt = Now.AddDays(-3),
        LastUsedAt = Now.AddMinutes(-5),
    };

    private IRenderedComponent<RefreshTokensPage> Show(string address, out IRenderedComponent<MudDialogProvider> dialogs) => Open<RefreshTokensPage>(address, out dialogs);
}
