using Dex.Domain.Clients;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>A state in shape and words: one line, and a second that says what it rests on.</summary>
public sealed record StatusWords(StatusKind Kind, string Word, string Second);

/// <summary>What is to be said of secrets, of all of a client's or of one.</summary>
public static class SecretWords
{
    /// <summary>The worst that can be said of the client's secrets.</summary>
    public static StatusWords Of(Client client, DateTimeOffset now)
    {
        var live = client.Live(now).ToList();
        return client.Health(now) switch
        {
            SecretHealth.NotNeeded => new(StatusKind.Off, "None", client.PkceRequired ? "public client, PKCE" : "public client"),
            SecretHealth.NoneLive => NoneLive(client, now),
            SecretHealth.Expiring => new(StatusKind.Warn, $"Expires in {Ago.Length(client.LastExpiry(now)!.Value - now, fine: false)}",
                live.Count == 1 ? "1 live, no successor" : $"{live.Count} live, all end then"),
            SecretHealth.Weak => new(StatusKind.Warn, "Weak", live.Count == 1 ? "1 live, chosen by a person" : $"{live.Count} live, one chosen by a person"),
            SecretHealth.Rotating => new(StatusKind.Turning, "Rotating", $"{live.Count} live"),
            _ => new(StatusKind.Ok, "1 live", live[0].ExpiresAt is { } end ? $"expires in {Ago.Length(end - now, fine: false)}" : "never expires"),
        };
    }

    /// <summary>One secret.</summary>
    /// <param name="isLeaving">A newer secret of the same client is live, so that this one is the old one.</param>
    public static StatusWords Of(ClientSecret secret, bool isLeaving, DateTimeOffset now) => secret.State(now) switch
    {
        SecretState.Deactivated => new(StatusKind.Off, "Retired", $"on {Ago.Date(secret.DeactivatedAt!.Value, now)}"),
        SecretState.Expired => new(StatusKind.Error, "Expired", Ago.InWords(secret.ExpiresAt!.Value, now)),
        SecretState.NotYetValid => new(StatusKind.Turning, "Not valid yet", $"from {Ago.Date(secret.NotBefore!.Value, now)}"),
        _ when isLeaving => new(StatusKind.Turning, "Live, leaving", secret.ExpiresAt is { } end ? $"until {Ago.Date(end, now)}" : "no end set"),
        _ when secret.IsWeak => new(StatusKind.Warn, "Live, weak", "chosen by a person"),
        _ => new(StatusKind.Ok, "Live", secret.CreatedAt == default ? "" : $"since {Ago.Date(secret.NotBefore ?? secret.CreatedAt, now)}"),
    };

    private static StatusWords NoneLive(Client client, DateTimeOffset now)
    {
        if (client.Secrets.IsEmpty)
        {
            return new(StatusKind.Error, "None", "nobody can be this client");
        }

        if (client.Secrets.Where(secret => secret.State(now) == SecretState.NotYetValid).MinBy(secret => secret.NotBefore) is { NotBefore: { } start })
        {
            return new(StatusKind.Error, "Not valid yet", $"from {Ago.Date(start, now)}, no other");
        }

        return client.Secrets.Where(secret => secret.State(now) == SecretState.Expired).MaxBy(secret => secret.ExpiresAt) is { ExpiresAt: { } end }
            ? new(StatusKind.Error, "Expired", $"{Ago.InWords(end, now)}, no other")
            : new(StatusKind.Error, "Retired", "none is live");
    }
}
