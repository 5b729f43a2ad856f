using Dex.Domain.Audit;
using Dex.Domain.Identities;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <content>Consents taken back in one stroke.</content>
public abstract partial class StoreContract
{
    [DatabaseFact]
    public async Task All_consents_of_one_person_are_taken_back_and_recorded_as_they_were()
    {
        var node = await OpenAsync();
        var (store, consents) = (node.Get<IIdentityStore>(), node.Get<IConsentRevocation>());
        await ConsentAsync(store, "ldap", "jane", "web", "app");
        await ConsentAsync(store, "ldap", "bob", "app");
        var recorded = new List<string>();

        var revoked = await consents.RevokeOfAsync("ldap", "jane", gone => EntryFor("identity", "ldap/jane", gone.Select(one => one.ClientId)), Ct);
        var again = await consents.RevokeOfAsync("ldap", "jane", _ => throw new InvalidOperationException("There was nothing to record."), Ct);
        var nobody = await consents.RevokeOfAsync("ldap", "no\0body", _ => throw new InvalidOperationException("There was nobody."), Ct);

        Assert.Equal((2, 0, 0), (revoked, again, nobody));
        Assert.Equal(["app", "web"], recorded);
        Assert.Empty((await store.FindAsync("ldap", "jane", Ct))!.Consents);
        Assert.Single((await store.FindAsync("ldap", "bob", Ct))!.Consents);
        Assert.Single(await node.Get<IAuditLog>().ListAsync("identity", "ldap/jane", 10, Ct));

        AuditEntry EntryFor(string type, string subject, IEnumerable<string> clients)
        {
            recorded = [.. clients];
            return Sample.Entry("identity.consents_revoked", subject, type);
        }
    }

    [DatabaseFact]
    public async Task Everybodys_consent_to_one_client_is_taken_back_and_counted()
    {
        var node = await OpenAsync();
        var (store, consents) = (node.Get<IIdentityStore>(), node.Get<IConsentRevocation>());
        await ConsentAsync(store, "ldap", "jane", "app", "web");
        await ConsentAsync(store, "mock", "jane", "app");
        var counted = 0;

        var revoked = await consents.RevokeGivenToAsync("app", Entry, Ct);
        var otherCase = await consents.RevokeGivenToAsync("WEB", _ => throw new InvalidOperationException("There is no such consent."), Ct);
        var impossible = await consents.RevokeGivenToAsync("a\0", _ => throw new InvalidOperationException("There is no such consent."), Ct);

        Assert.Equal((2, 2, 0, 0), (revoked, counted, otherCase, impossible));
        Assert.Equal("web", Assert.Single((await store.FindAsync("ldap", "jane", Ct))!.Consents).ClientId);
        Assert.Empty((await store.FindAsync("mock", "jane", Ct))!.Consents);
        Assert.Single(await node.Get<IAuditLog>().ListAsync("client", "app", 10, Ct));

        AuditEntry Entry(int count)
        {
            counted = count;
            return Sample.Entry("client.consents_revoked");
        }
    }

    private static async Task ConsentAsync(IIdentityStore store, string connectorId, string userId, params string[] clients)
    {
        await store.RecordLoginAsync(connectorId, Sample.Person(userId), Sample.Start, Ct);
        foreach (var client in clients)
        {
            await store.SaveConsentAsync(connectorId, userId, new Consent(client, ["email"], Sample.Start), Ct);
        }
    }
}
