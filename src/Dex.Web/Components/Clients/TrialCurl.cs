using Dex.Domain.Clients;
using Dex.Domain.Protocol;

namespace Dex.Web.Components.Clients;

/// <summary>A trial as a line for the terminal, with a placeholder where the client's own secret goes.</summary>
public static class TrialCurl
{
    public static string Of(string clientId, TrialResult sent, IReadOnlyList<string> scopes, ClientAuthenticationMethod method, Issuer issuer)
    {
        var lines = new List<string>();
        if (method == ClientAuthenticationMethod.ClientSecretPost)
        {
            lines.Add($"curl --data-urlencode {Quote($"client_id={clientId}")} --data-urlencode \"client_secret=$SECRET\"");
        }
        else
        {
            // RFC 6749 section 2.3.1: both halves of the header are form-encoded.
            lines.Add($"curl -u {Quote($"{Uri.EscapeDataString(clientId)}:")}\"$SECRET\"");
        }

        lines.Add("  -d grant_type=client_credentials");
        if (scopes.Count > 0)
        {
            lines.Add($"  --data-urlencode {Quote($"scope={string.Join(' ', scopes)}")}");
        }

        lines.Add($"  {Quote(sent.RequestLine.Split(' ') is [_, var address] && address.StartsWith("http", StringComparison.Ordinal) ? address : issuer.Endpoint("/token"))}");
        return string.Join(" \\\n", lines);
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
