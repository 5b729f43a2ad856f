using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Changes;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence;

/// <summary>The fixed objects of a server without a configuration file. Their secrets are public knowledge; all of them are marked as samples.</summary>
public sealed class SampleData(
    IClientStore clients, ILocalUserStore users, IConsoleSettingsStore settings, IPasswordHasher hasher, StoreAccess access, TimeProvider clock)
{
    public const string AdministratorEmail = "admin@example.com";
    public const string AdministratorPassword = "password";

    private const string Actor = "dex";

    /// <summary>Adds the samples to a database that holds nothing yet, or finishes what an earlier start was interrupted in; false when it holds something.</summary>
    public async Task<bool> SeedAsync(CancellationToken ct)
    {
        if (!await IsEmptyAsync(ct) && !await IsHalfSeededAsync(ct))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var administrator = new LocalUser
        {
            Email = AdministratorEmail,
            PasswordHash = await hasher.HashAsync(AdministratorPassword, ct),
            Username = "admin",
            Name = "Administrator",
            UserId = RandomId.New(),
            IsAdministrator = true,
            IsSample = true,
            SecurityStamp = RandomId.New(),
            Version = 1,
        };
        await users.AddAsync(administrator, Entry(now, "administrator.created", "administrator", AdministratorEmail), ct);
        await AddAsync(Sample(SampleClients.MachineId, "Example machine", ClientKind.Machine, SampleClients.MachineSecret, now), now, ct);
        await AddAsync(Sample(SampleClients.AppId, "Example app", ClientKind.WebApp, SampleClients.AppSecret, now) with { RedirectUris = [SampleClients.AppRedirectUri] }, now, ct);
        var flag = FeatureFlags.ClientCredentialGrantEnabledByDefault;
        var saved = SettingsAdministration.SwitchFlag(ConsoleSettings.Empty, flag, true, Actor, now);
        await settings.SaveAsync(saved, Entry(now, "settings.flag_changed", "settings", flag.Name), ct);
        return true;
    }

    /// <summary>True when the database holds a sample; <c>serve</c> refuses such a database.</summary>
    public Task<bool> ContainsSampleAsync(CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) => await db.Clients.AnyAsync(client => client.IsSample, token) || await db.LocalUsers.AnyAsync(user => user.IsSample, token),
            ct);

    // Every change ever made leaves an audit entry, so none means that the database is new.
    private Task<bool> IsEmptyAsync(CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) => !await db.Clients.AnyAsync(token)
                && !await db.LocalUsers.AnyAsync(token)
                && !await db.Topics.AnyAsync(topic => topic.Name != Topics.Probe && topic.Name != Topics.Keys && topic.Version > 0, token),
            ct);

    // The settings are saved last, so samples without settings, and nothing else, are the beginning of a seeding.
    private Task<bool> IsHalfSeededAsync(CancellationToken ct) =>
        access.ReadAsync(
            async (db, token) => await db.LocalUsers.AnyAsync(user => user.IsSample, token)
                && !await db.Clients.AnyAsync(client => !client.IsSample, token)
                && !await db.LocalUsers.AnyAsync(user => !user.IsSample, token)
                && !await db.Topics.AnyAsync(topic => topic.Name == Topics.Settings && topic.Version > 0, token),
            ct);

    private Task<bool> AddAsync(Client client, DateTimeOffset now, CancellationToken ct) =>
        clients.AddAsync(client, Entry(now, "client.created", "client", client.Id) with { Changes = ClientChanges.Between(null, client) }, ct);

    private static Client Sample(string id, string name, ClientKind kind, string secret, DateTimeOffset now) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        Version = 1,
        IsSample = true,
        CreatedAt = now,
        UpdatedAt = now,
        UpdatedBy = Actor,
        Secrets =
        [
            new ClientSecret
            {
                Id = RandomId.New(),
                Label = "sample",
                Hash = SecretHash.OfChosen(secret),
                IsWeak = SecretStrength.IsWeak(secret),
                CreatedAt = now,
                CreatedBy = Actor,
            },
        ],
    };

    private static AuditEntry Entry(DateTimeOffset now, string action, string subjectType, string subjectId) => new()
    {
        At = now,
        Actor = Actor,
        Address = "",
        Action = action,
        SubjectType = subjectType,
        SubjectId = subjectId,
    };
}
