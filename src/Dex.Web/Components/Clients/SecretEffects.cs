using Dex.Domain.Clients;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>What retiring a secret would do, measured.</summary>
public static class SecretEffects
{
    public static string OfRetiring(Client client, ClientSecret secret, SecretUses uses, DateTimeOffset now)
    {
        var count = uses.UsesOf(secret.Id);
        var isLast = client.Live(now).All(live => live.Id == secret.Id);
        var last = isLast ? " It is the only live secret, so the client gets no token from then on." : "";
        if (count == 0)
        {
            return uses.LastUseOf(secret.Id) is { } use
                ? $"It was last used {Ago.InWords(use.LastAt, now)}, and not in the last 24 hours.{last}"
                : $"Nobody has ever used it.{last}";
        }

        var addresses = uses.LastDay.Where(use => use.SecretId == secret.Id).Select(use => use.Address).Distinct(StringComparer.Ordinal).Count();
        return $"It was used {Words.Count(count, "time", "times")} in the last 24 hours from {Words.Count(addresses, "address", "addresses")}, "
            + $"about {Words.Number(Math.Max(1, (count + 12) / 24))} an hour. Those calls are refused by client.secret_deactivated from then on.{last}";
    }
}
