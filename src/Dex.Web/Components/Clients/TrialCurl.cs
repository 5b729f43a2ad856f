using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;

namespace Dex.Web.Components.Clients;

/// <summary>A trial as a line for the terminal, with placeholders for the client's own secret and for everything else that is one.</summary>
public static class TrialCurl
{
    public static string Of(TrialRequest request, Issuer issuer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(issuer);
        var lines = new List<string>
        {
            // RFC 6749 section 2.3.1: both halves of the header are form-encoded.
            request.Method == ClientAuthenticationMethod.ClientSecretPost
                ? $"curl --data-urlencode {Quote($"client_id={request.ClientId}")} --data-urlencode \"client_secret=$SECRET\""
                : $"curl -u {Quote($"{Uri.EscapeDataString(request.ClientId)}:")}\"$SECRET\"",
        };
        lines.AddRange(request.Fields.Select(field =>
            field.IsSecret ? $"  --data-urlencode \"{field.Name}=${field.Name.ToUpperInvariant()}\""
            : field.Name == ParameterNames.GrantType && !field.Value.Contains(':', StringComparison.Ordinal) ? $"  -d {field.Name}={field.Value}"
            : $"  --data-urlencode {Quote($"{field.Name}={field.Value}")}"));
        lines.Add($"  {Quote(issuer.Endpoint(request.Path))}");
        return string.Join(" \\\n", lines);
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
