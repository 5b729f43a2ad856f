using System.Globalization;
using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>Proposes a label for a new secret: the month, and a number when the month has one already.</summary>
public static class SecretLabelProposal
{
    public static string For(IEnumerable<ClientSecret> secrets, DateTimeOffset now)
    {
        var taken = secrets.Select(secret => secret.Label).ToHashSet(StringComparer.Ordinal);
        var month = now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return Enumerable.Range(1, taken.Count + 1)
            .Select(number => number == 1 ? month : string.Create(CultureInfo.InvariantCulture, $"{month}-{number}"))
            .First(label => !taken.Contains(label));
    }
}
