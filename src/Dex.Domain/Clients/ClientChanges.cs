using System.Collections.Immutable;
using System.Globalization;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>A client's fields as text for people: what audit records, what a conflict compares, what a summary lists.</summary>
public static class ClientChanges
{
    private static readonly (string Name, Func<Client, string?> Text)[] Fields =
    [
        ("Name", client => client.Name),
        ("Description", client => NullIfEmpty(client.Description)),
        ("Kind", client => ClientKinds.Word(client.Kind)),
        ("Enabled", client => client.Enabled ? "yes" : "no"),
        ("Public", client => client.IsPublic ? "yes" : "no"),
        ("Logo", client => NullIfEmpty(client.LogoUrl)),
        ("Redirect URIs", client => Lines(client.RedirectUris)),
        ("Post-logout redirect URIs", client => Lines(client.PostLogoutRedirectUris)),
        ("Back-channel logout", client => NullIfEmpty(client.BackchannelLogoutUri)),
        ("Refresh tokens end", client => client.RefreshTokenLifetime == RefreshTokenLifetime.Session ? "with the session" : "on their own"),
        ("Trusted peers", client => Lines(client.TrustedPeers)),
        ("Allowed connectors", client => Lines(client.AllowedConnectors)),
        ("Second factors", client => client.MfaChain is { } chain ? Lines(chain) ?? "none" : null),
        ("Session shared with", client => client.SsoSharedWith is { } shared ? Lines(shared) ?? "nobody" : null),
        ("Allowed grants", client => client.AllowedGrantTypes is { } grants ? Lines(grants) ?? "none" : null),
        ("PKCE required", client => client.PkceRequired ? "yes" : "no"),
        ("Groups", client => Lines(client.MachineGroups)),
        ("Static claims", client => client.MachineClaims.IsEmpty ? null : string.Join('\n', client.MachineClaims.Select(claim => $"{claim.Key}: {claim.Value}"))),
        ("Token lifetime", client => client.TokenLifetime is { } lifetime ? Duration(lifetime) : null),
        ("Secrets", client => client.Secrets.IsEmpty ? null : string.Join('\n', client.Secrets.Select(Describe))),
    ];

    /// <summary>The fields that differ, in a fixed order. Null on either side stands for a client that is not there.</summary>
    public static ImmutableArray<FieldChange> Between(Client? before, Client? after) =>
    [
        .. Fields
            .Select(field => new FieldChange(field.Name, before is null ? null : field.Text(before), after is null ? null : field.Text(after)))
            .Where(change => change.Before != change.After),
    ];

    private static string Describe(ClientSecret secret)
    {
        var end = secret switch
        {
            { DeactivatedAt: not null } => "deactivated",
            { ExpiresAt: { } at } => $"until {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC",
            _ => "without end",
        };
        return $"{secret.Label} ({secret.Fingerprint}), {end}";
    }

    private static string? Lines(ImmutableArray<string> values) => values.IsEmpty ? null : string.Join('\n', values);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Duration(TimeSpan span) => GoDuration.Format(span);
}
