using System.Text;
using Dex.Domain.Refusals;

namespace Dex.Infrastructure.Connectors;

/// <summary>What a provider said, fit for a log line: cut, escaped, and without the secrets that we had sent.</summary>
internal static class UpstreamText
{
    public static string Clip(string text, params IEnumerable<string> secrets)
    {
        var harmless = new StringBuilder(text);
        foreach (var secret in secrets.Where(secret => secret.Length > 3))
        {
            harmless.Replace(secret, "***");
        }

        return RefusalText.Clip(harmless.ToString());
    }
}
