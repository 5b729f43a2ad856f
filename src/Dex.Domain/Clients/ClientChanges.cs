using System.Collections.Immutable;
using System.Globalization;
using Dex.Domain.Audit;
using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>A client's fields as text for people: what audit records, what a conflict compares, what a summary lists.</summary>
public static class ClientChanges
{
    /// <summary>Secrets are recorded, but stand in no draft, so that nobody's edits can collide in them.</summary>
    public static FieldList<Client> Fields { get; } = new(
        new("Name", client => client.Name, (into, from) => into with { Name = from.Name }),
        new("Description", client => NullIfEmpty(client.Description), (into, from) => into with { Description = from.Description }),
        new("Kind", client => ClientKinds.Word(client.Kind), (into, from) => into with { Kind = from.Kind }),
        new("Enabled", client => client.Enabled ? "yes" : "no", (into, from) => into with { Enabled = from.Enabled }),
        new("Public", client => client.IsPublic ? "yes" : "no", (into, from) => into with { IsPublic = from.IsPublic }),
        new("Logo", client => NullIfEmpty(client.LogoUrl), (into, from) => into with { LogoUrl = from.LogoUrl }),
        new("Redirect URIs", client => Lines(client.RedirectUris), (into, from) => into with { RedirectUris = from.RedirectUris }),
        new("Post-logout redirect URIs", client => Lines(client.PostLogoutRedirectUris),
            (into, from) => into with { PostLogoutRedirectUris = from.PostLogoutRedirectUris }),
        new("Back-channel logout", client => NullIfEmpty(client.BackchannelLogoutUri),
            (into, from) => into with { BackchannelLogoutUri = from.BackchannelLogoutUri }),
        new("Refresh tokens end", client =>
            client.RefreshTokenLifetime == RefreshTokenLifetime.Session ? "with the session" : "on their own",
            (into, from) => into with { RefreshTokenLifetime = from.RefreshTokenLifetime }),
        new("Trusted peers", client => Lines(client.TrustedPeers), (into, from) => into with { TrustedPeers = from.TrustedPeers }),
        new("Allowed connectors", client => Lines(client.AllowedConnectors),
            (into, from) => into with { AllowedConnectors = from.AllowedConnectors }),
        new("Second factors", client => client.MfaChain is { } chain ? Lines(chain) ?? "none" : null,
            (into, from) => into with { MfaChain = from.MfaChain }),
        new("Session shared with", client => client.SsoSharedWith is { } shared ? Lines(shared) ?? "nobody" : null,
            (into, from) => into with { SsoSharedWith = from.SsoSharedWith }),
        new("Allowed grants", client => client.AllowedGrantTypes is { } grants ? Lines(grants) ?? "none" : null,
            (into, from) => into with { AllowedGrantTypes = from.AllowedGrantTypes }),
        new("Several refresh tokens", client => client.AllowsSeveralRefreshTokens ? "yes" : "no",
            (into, from) => into with { AllowsSeveralRefreshTokens = from.AllowsSeveralRefreshTokens }),
        new("PKCE required", client => client.PkceRequired ? "yes" : "no", (into, from) => into with { PkceRequired = from.PkceRequired }),
        new("Groups", client => Lines(client.MachineGroups), (into, from) => into with { MachineGroups = from.MachineGroups }),
        new("Static claims", client =>
            client.MachineClaims.IsEmpty ? null : string.Join('\n', client.MachineClaims.Select(claim => $"{claim.Key}: {claim.Value}")),
            (into, from) => into with { MachineClaims = from.MachineClaims }),
        new("Token lifetime", client => client.TokenLifetime is { } lifetime ? Duration(lifetime) : null,
            (into, from) => into with { TokenLifetime = from.TokenLifetime }),
        new("Secrets", client => client.Secrets.IsEmpty ? null : string.Join('\n', client.Secrets.Select(Describe)),
            (into, from) => into with { Secrets = from.Secrets }) { IsEdited = false });

    /// <inheritdoc cref="FieldList{T}.Between"/>
    public static ImmutableArray<FieldChange> Between(Client? before, Client? after) => Fields.Between(before, after);

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
