using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using FluentValidation;

namespace Dex.Domain.Clients;

/// <summary>
/// The commands on clients: one door for the console and the API. Each asks again whether the person may, judges what was typed,
/// refuses what would overwrite somebody else's save, and records before and after.
/// </summary>
public sealed class ClientAdministration(
    IClientStore store, IAdministratorGate gate, IValidator<ClientDraft> validator, TimeProvider clock)
{
    public async Task<Saved<Client>> CreateAsync(ClientDraft draft, Administrator actor, CancellationToken ct)
    {
        if (await RefuseAsync(draft, actor, ct) is { Length: > 0 } refusals)
        {
            return refusals;
        }

        var now = clock.GetUtcNow();
        var client = draft.ApplyTo(new Client { Id = draft.Id, Name = draft.Name }) with
        {
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
            UpdatedBy = actor.Email,
        };
        var entry = AuditEntry.By(actor, now, "client.created", "client", client.Id, ClientChanges.Between(null, client));
        return await store.AddAsync(client, entry, ct)
            ? client
            : new Refusal("exists", $"There is a client with the id {client.Id} already.", nameof(ClientDraft.Id));
    }

    /// <summary>Registers a machine together with its first secret, so that neither can be left without the other.</summary>
    public async Task<Saved<IssuedSecret>> CreateWithSecretAsync(ClientDraft draft, SecretOrder order, Administrator actor, CancellationToken ct)
    {
        var refusals = new List<Refusal>(await RefuseAsync(draft, actor, ct));
        refusals.AddRange(order.Faults(clock.GetUtcNow()));
        if (refusals.Count > 0)
        {
            return refusals.ToArray();
        }

        var now = clock.GetUtcNow();
        var secret = NewSecret.Generate(order.Label, actor.Email, now, order.ExpiresAt, order.NotBefore);
        var client = draft.ApplyTo(new Client { Id = draft.Id, Name = draft.Name }) with
        {
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
            UpdatedBy = actor.Email,
            Secrets = [secret.Kept],
        };
        var entry = AuditEntry.By(actor, now, "client.created", "client", client.Id, ClientChanges.Between(null, client));
        return await store.AddAsync(client, entry, ct)
            ? new IssuedSecret(client, secret)
            : new Refusal("exists", $"There is a client with the id {client.Id} already.", nameof(ClientDraft.Id));
    }

    /// <summary>Saves the draft over <paramref name="version"/>; a conflict when somebody else saved since.</summary>
    public async Task<Saved<Client>> UpdateAsync(ClientDraft draft, long version, Administrator actor, CancellationToken ct) =>
        await RefuseAsync(draft, actor, ct) is { Length: > 0 } refusals
            ? refusals
            : await ChangeAsync(draft.Id, version, "client.changed", actor, (client, _) => draft.ApplyTo(client), ct);

    public Task<Saved<Client>> EnableAsync(string id, bool enabled, long version, Administrator actor, CancellationToken ct) =>
        ChangeAsync(id, version, enabled ? "client.enabled" : "client.disabled", actor, (client, _) => client with { Enabled = enabled }, ct);

    /// <summary>Makes a secret; the answer holds it this once.</summary>
    public async Task<Saved<IssuedSecret>> AddSecretAsync(string id, SecretOrder order, long version, Administrator actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (order.Faults(now).ToArray() is { Length: > 0 } faults)
        {
            return faults;
        }

        var secret = NewSecret.Generate(order.Label, actor.Email, now, order.ExpiresAt, order.NotBefore);
        Refusal? refusal = null;
        var saved = await ChangeAsync(id, version, "secret.created", actor, (client, _) =>
        {
            refusal = WhyNoSecret(client, order, now);
            return refusal is null ? client with { Secrets = client.Secrets.Add(secret.Kept) } : null;
        }, ct);
        return refusal ?? (saved.Failed ? saved.Refusals.ToArray() : (Saved<IssuedSecret>)new IssuedSecret(saved.Value, secret));
    }

    /// <summary>Ends a secret at once; it stays visible as deactivated.</summary>
    public Task<Saved<Client>> DeactivateSecretAsync(string id, string secretId, long version, Administrator actor, CancellationToken ct) =>
        ChangeAsync(id, version, "secret.deactivated", actor,
            (client, now) => Replace(client, secretId, secret => secret with { DeactivatedAt = secret.DeactivatedAt ?? now }), ct);

    /// <summary>Moves the end of a secret; null lets it live without end.</summary>
    public Task<Saved<Client>> SetSecretExpiryAsync(
        string id, string secretId, DateTimeOffset? expiresAt, long version, Administrator actor, CancellationToken ct) =>
        ChangeAsync(id, version, "secret.expiry_changed", actor,
            (client, _) => Replace(client, secretId, secret => secret with { ExpiresAt = expiresAt }), ct);

    public Task<Saved<Client>> DeleteSecretAsync(string id, string secretId, long version, Administrator actor, CancellationToken ct) =>
        ChangeAsync(id, version, "secret.deleted", actor,
            (client, _) => client.Secrets.FirstOrDefault(secret => secret.Id == secretId) is { } secret
                ? client with { Secrets = client.Secrets.Remove(secret) }
                : null, ct);

    /// <summary>Deletes the client with its secrets. The deleted client is the answer.</summary>
    public async Task<Saved<Client>> DeleteAsync(string id, long version, Administrator actor, CancellationToken ct)
    {
        var found = await FindChangeableAsync(id, version, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        var entry = AuditEntry.By(actor, clock.GetUtcNow(), "client.deleted", "client", id, ClientChanges.Between(found.Value, null));
        return await store.DeleteAsync(id, version, entry, ct) ? found : Conflict;
    }

    private static Refusal Conflict { get; } = new("conflict", "Somebody else saved this client while you were editing.");

    private async Task<Saved<Client>> ChangeAsync(
        string id, long version, string action, Administrator actor, Func<Client, DateTimeOffset, Client?> change, CancellationToken ct)
    {
        var found = await FindChangeableAsync(id, version, actor, ct);
        if (found.Failed)
        {
            return found;
        }

        var now = clock.GetUtcNow();
        if (change(found.Value, now) is not { } changed)
        {
            return new Refusal("missing", "What should change is not there any more.");
        }

        var next = changed with { Version = version + 1, UpdatedAt = now, UpdatedBy = actor.Email };
        var entry = AuditEntry.By(actor, now, action, "client", id, ClientChanges.Between(found.Value, next));
        return await store.UpdateAsync(next, entry, ct) ? next : Conflict;
    }

    private async Task<Saved<Client>> FindChangeableAsync(string id, long version, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        return await store.FindAsync(id, ct) switch
        {
            null => new Refusal("missing", $"There is no client {id} any more."),
            { IsReadOnly: true } => new Refusal("read_only", $"The client {id} stands in the configuration file and is changed there."),
            { } client when client.Version != version => Conflict,
            { } client => client,
        };
    }

    private async Task<Refusal[]> RefuseAsync(ClientDraft draft, Administrator actor, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return [Forbidden.Refusal];
        }

        var judged = await validator.ValidateAsync(draft, ct);
        return [.. judged.Errors.Select(error => new Refusal("invalid", error.ErrorMessage, error.PropertyName))];
    }

    private static Refusal? WhyNoSecret(Client client, SecretOrder order, DateTimeOffset now)
    {
        if (client.Secrets.Count(secret => secret.State(now) is SecretState.Live or SecretState.NotYetValid) >= ClientLimits.LiveSecrets)
        {
            return new Refusal("limit", $"{ClientLimits.LiveSecrets} secrets are live, which is the limit. Retire one first.");
        }

        return client.Secrets.Any(secret => secret.Label == order.Label)
            ? new Refusal("exists", $"There is a secret {order.Label} already.", nameof(SecretOrder.Label))
            : null;
    }

    private static Client? Replace(Client client, string secretId, Func<ClientSecret, ClientSecret> change) =>
        client.Secrets.FirstOrDefault(secret => secret.Id == secretId) is { } secret
            ? client with { Secrets = client.Secrets.Replace(secret, change(secret)) }
            : null;
}

/// <summary>A client and the secret just made for it.</summary>
public sealed record IssuedSecret(Client Client, NewSecret Secret);

/// <summary>What a new secret shall be.</summary>
/// <param name="Label">What people call it; unique within the client.</param>
/// <param name="ExpiresAt">Null: without end.</param>
/// <param name="NotBefore">Null: at once.</param>
public sealed record SecretOrder(string Label, DateTimeOffset? ExpiresAt, DateTimeOffset? NotBefore = null)
{
    /// <summary>How long a secret lives unless somebody says otherwise.</summary>
    public static TimeSpan ProposedLifetime { get; } = TimeSpan.FromDays(180);

    internal IEnumerable<Refusal> Faults(DateTimeOffset now)
    {
        if (Label.Trim().Length == 0 || Label.Length > ClientLimits.SecretLabel || Label.Any(char.IsControl))
        {
            yield return new Refusal("invalid", $"A label has 1 to {ClientLimits.SecretLabel} characters.", nameof(Label));
        }

        if (ExpiresAt <= now)
        {
            yield return new Refusal("invalid", "The expiry lies in the past.", nameof(ExpiresAt));
        }

        if (NotBefore >= ExpiresAt)
        {
            yield return new Refusal("invalid", "The secret would expire before it is valid.", nameof(NotBefore));
        }
    }
}
