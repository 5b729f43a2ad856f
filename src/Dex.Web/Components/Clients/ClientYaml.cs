using System.Globalization;
using System.Text;
using System.Text.Json;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;

namespace Dex.Web.Components.Clients;

/// <summary>A client as an entry of the configuration file. Secrets are named by a variable, never written.</summary>
public static class ClientYaml
{
    public static string Of(ClientDraft draft)
    {
        var yaml = new StringBuilder("staticClients:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"- id: {Text(draft.Id)}\n  name: {Text(draft.Name)}\n");
        Line(yaml, "description", draft.Description.Length > 0 ? Text(draft.Description) : null);
        Line(yaml, "public", draft.IsPublic ? "true" : null);
        Line(yaml, "secretEnv", draft.IsPublic ? null : Variable(draft.Id));
        Line(yaml, "enabled", draft.Enabled ? null : "false");
        Line(yaml, "logoURL", draft.LogoUrl.Length > 0 ? Text(draft.LogoUrl) : null);
        List(yaml, "redirectURIs", draft.RedirectUris);
        List(yaml, "postLogoutRedirectURIs", draft.PostLogoutRedirectUris);
        Line(yaml, "backchannelLogoutURI", draft.BackchannelLogoutUri.Length > 0 ? Text(draft.BackchannelLogoutUri) : null);
        Line(yaml, "refreshTokenLifetime", draft.RefreshTokenLifetime == RefreshTokenLifetime.Session ? "session" : null);
        Line(yaml, "severalRefreshTokens", draft.AllowsSeveralRefreshTokens ? "true" : null);
        Line(yaml, "pkceRequired", draft.PkceRequired && draft.Kind != ClientKind.Machine ? "true" : null);
        List(yaml, "trustedPeers", draft.TrustedPeers);
        List(yaml, "allowedConnectors", draft.AllowedConnectors);
        List(yaml, "allowedGrantTypes", draft.AllowedGrantTypes, keepEmpty: true);
        Claims(yaml, draft);
        Line(yaml, "lifetimes", draft.TokenLifetime is { } lifetime ? $"{{ idTokens: {GoDuration.Format(lifetime)} }}" : null);
        return yaml.ToString();
    }

    /// <summary>The variable that would hold the secret: <c>INVOICE_SYNC_SECRET</c>.</summary>
    public static string Variable(string id) =>
        string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')) + "_SECRET";

    private static void Claims(StringBuilder yaml, ClientDraft draft)
    {
        if (draft.MachineGroups.Count == 0 && draft.MachineClaims.Count == 0)
        {
            return;
        }

        yaml.Append("  clientCredentialsClaims:\n");
        if (draft.MachineGroups.Count > 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    groups: [{string.Join(", ", draft.MachineGroups.Select(Text))}]\n");
        }

        if (draft.MachineClaims.Count > 0)
        {
            // JSON is YAML, so values stand as they are.
            yaml.Append("    extra:\n");
            foreach (var (name, json) in draft.MachineClaims)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"      {Text(name)}: {json}\n");
            }
        }
    }

    private static void Line(StringBuilder yaml, string key, string? value)
    {
        if (value is not null)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  {key}: {value}\n");
        }
    }

    private static void List(StringBuilder yaml, string key, List<string>? values, bool keepEmpty = false)
    {
        if (values is null || (values.Count == 0 && !keepEmpty))
        {
            return;
        }

        yaml.Append(CultureInfo.InvariantCulture, $"  {key}:{(values.Count == 0 ? " []" : "")}\n");
        foreach (var value in values)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {Text(value)}\n");
        }
    }

    // What could be read as anything but text is quoted; a JSON string is a YAML string.
    private static string Text(string value) =>
        value.Length > 0 && char.IsAsciiLetter(value[0]) && value[^1] != ' ' && value.All(IsPlain) && !IsWord(value)
            ? value
            : JsonSerializer.Serialize(value, JsonWriting.Plain);

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/' or '@';

    private static bool IsWord(string value) => value.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N";
}
