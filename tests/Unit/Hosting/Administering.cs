using Dex.Domain.Audit;
using Dex.Domain.Authorization;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Identities;
using Dex.Domain.Policies;
using Dex.Tests.Unit.Builders;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>What changes at a server while people sign in, through the ports that its own doors use.</summary>
internal static class Administering
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>A confidential web application that is stored, with the secret <c>ID-secret</c>.</summary>
    public static Task<Client> AddWebAppAsync(this DexServer dex, string id, Func<Client, Client>? change = null)
    {
        var client = Given.Client(id, Given.Secret($"{id}-secret")) with { RedirectUris = [SignInServer.RedirectUriOf(id)] };
        return dex.AddAsync(change?.Invoke(client) ?? client);
    }

    /// <summary>Stores the client with the next version.</summary>
    public static async Task<Client> ChangeAsync(this DexServer dex, Client client, Func<Client, Client> change)
    {
        var next = change(client) with { Version = client.Version + 1 };
        Assert.True(await dex.Services.GetRequiredService<IClientStore>().UpdateAsync(next, Entry("client.changed", "client", client.Id), Ct));
        return next;
    }

    public static async Task RemoveAsync(this DexServer dex, Client client) => Assert.True(
        await dex.Services.GetRequiredService<IClientStore>().DeleteAsync(client.Id, client.Version, Entry("client.deleted", "client", client.Id), Ct));

    /// <param name="until">Null lifts the block.</param>
    public static async Task BlockAsync(this DexServer dex, string connectorId, string userId, DateTimeOffset? until) => Assert.True(
        await dex.Services.GetRequiredService<IIdentityStore>().BlockAsync(connectorId, userId, until, Entry("identity.blocked", "identity", userId), Ct));

    /// <summary>Remembers a person as if they had just signed in.</summary>
    public static Task RecordAsync(this DexServer dex, string connectorId, PersonClaims claims) =>
        dex.Services.GetRequiredService<IIdentityStore>().RecordLoginAsync(connectorId, claims, Given.Now, Ct);

    /// <summary>Switches grants of the whole server, as the console's page does.</summary>
    public static async Task SwitchAsync(this DexServer dex, params (string Grant, bool On)[] switches)
    {
        var policy = dex.Services.GetRequiredService<IServerPolicySource>().Current;
        var next = SettingsAdministration.SwitchGrants(
            policy, switches.ToDictionary(pair => pair.Grant, pair => pair.On), Given.Ada.Email, Given.Now);
        var store = dex.Services.GetRequiredService<IConsoleSettingsStore>();
        Assert.NotNull(await store.SaveAsync(next, Entry("settings.grants_changed", "settings", "grant_types"), Ct));
    }

    public static Task<UserIdentity?> IdentityAsync(this DexServer dex, string connectorId, string userId) =>
        dex.Services.GetRequiredService<IIdentityStore>().FindAsync(connectorId, userId, Ct);

    /// <summary>Stores a code as if a request had just been answered with it.</summary>
    public static async Task AddCodeAsync(this DexServer dex, string code, Func<AuthorizationCode, AuthorizationCode> change)
    {
        var now = dex.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var requests = dex.Services.GetRequiredService<IAuthorizationRequestStore>();
        var request = new AuthorizationRequest
        {
            Id = $"request-of-{code}",
            ClientId = SignInServer.Web,
            ResponseTypes = ["code"],
            RedirectUri = SignInServer.RedirectUriOf(SignInServer.Web),
            Scopes = ["openid"],
            ConnectorId = SignInServer.Mock,
            ProofKey = "key",
            ExpiresAt = now.AddHours(1),
        };
        await requests.AddAsync(request, Ct);
        var answer = change(new AuthorizationCode
        {
            Hash = AuthorizationCode.HashOf(code),
            ClientId = request.ClientId,
            RedirectUri = request.RedirectUri,
            Scopes = request.Scopes,
            Person = new() { UserId = "u1" },
            ConnectorId = request.ConnectorId,
            AuthTime = now,
            ExpiresAt = now + AuthorizationCode.Lifetime,
        });
        Assert.True(await requests.EndAsync(request.Id, request.ProofKey, answer, Ct));
    }

    private static AuditEntry Entry(string action, string subjectType, string subjectId) =>
        AuditEntry.By(Given.Ada, Given.Now, action, subjectType, subjectId);
}
