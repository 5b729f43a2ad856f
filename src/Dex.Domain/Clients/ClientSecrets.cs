namespace Dex.Domain.Clients;

/// <summary>Questions about all secrets of a client at once.</summary>
public static class ClientSecrets
{
    /// <summary>How long before its end a last secret asks for a decision.</summary>
    public static TimeSpan ExpiryWarning { get; } = TimeSpan.FromDays(14);

    public static IEnumerable<ClientSecret> Live(this Client client, DateTimeOffset now) =>
        client.Secrets.Where(secret => secret.State(now) == SecretState.Live);

    /// <summary>The instant after which no secret that is live now authenticates; null: never, or none is live.</summary>
    public static DateTimeOffset? LastExpiry(this Client client, DateTimeOffset now)
    {
        var live = client.Live(now).ToList();
        return live.Count == 0 || live.Any(secret => secret.ExpiresAt is null) ? null : live.Max(secret => secret.ExpiresAt);
    }

    public static SecretHealth Health(this Client client, DateTimeOffset now)
    {
        var live = client.Live(now).ToList();
        if (live.Count == 0)
        {
            return client.IsPublic ? SecretHealth.NotNeeded : SecretHealth.NoneLive;
        }

        if (client.LastExpiry(now) is { } end && end - now <= ExpiryWarning)
        {
            return SecretHealth.Expiring;
        }

        return live switch
        {
            _ when live.Any(secret => secret.IsWeak) => SecretHealth.Weak,
            { Count: > 1 } => SecretHealth.Rotating,
            _ => SecretHealth.Live,
        };
    }
}
