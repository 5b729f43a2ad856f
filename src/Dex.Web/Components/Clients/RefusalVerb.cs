using System.Collections.Frozen;
using Dex.Domain.Clients;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;
using Dex.Web.Components.Parts;
using Dex.Web.Components.Tokens;
using Dex.Web.Components.Users;

namespace Dex.Web.Components.Clients;

/// <summary>What an administrator does about a refusal: the button's words and where it leads.</summary>
public sealed record RefusalVerb(string Text, string Href)
{
    private static readonly FrozenDictionary<RefusalRule, RefusalVerb> Anywhere = new Dictionary<RefusalRule, RefusalVerb>
    {
        [RefusalRules.GrantDisabledByServer] = new("See grant types", "grant-types"),
        [AuthorizationRules.ResponseTypeDisabledByServer] = new("See grant types", "grant-types"),
        [DeviceRules.GrantOff] = new("See grant types", "grant-types"),
        [RefusalRules.ClientPublicForMachines] = new("Register a client", ClientAddress.New),
        [RefusalRules.ClientPublicForIntrospection] = new("Register a client", ClientAddress.New),
        [CodeRules.PersonBlocked] = Blocked,
        [AuthorizationRules.LoginBlocked] = Blocked,
        [RefusalRules.LoginWrongPassword] = Accounts,
        [RefusalRules.LoginLocked] = Accounts,
        [RefusalRules.LimitSignIns] = Accounts,
        [RefusalRules.ServerSigningFailed] = new("See the keys", "keys"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<RefusalRule, (string Text, ClientTab Tab)> AtTheClient = new Dictionary<RefusalRule, (string, ClientTab)>
    {
        [RefusalRules.GrantDisabledByClient] = ("Allow the grant", ClientTab.Grants),
        [AuthorizationRules.ResponseTypeDisabledByClient] = ("Allow the grant", ClientTab.Grants),
        [RefusalRules.ClientDisabled] = ("Enable the client", ClientTab.Overview),
        [AuthorizationRules.ClientDisabledMeanwhile] = ("Enable the client", ClientTab.Overview),
        [RefusalRules.ClientSecretMissing] = ("See its secrets", ClientTab.Credentials),
        [RefusalRules.ClientSecretMismatch] = ("Create a secret", ClientTab.Credentials),
        [RefusalRules.ClientSecretExpired] = ("Create a secret", ClientTab.Credentials),
        [RefusalRules.ClientSecretNotYetValid] = ("See its secrets", ClientTab.Credentials),
        [RefusalRules.ClientSecretDeactivated] = ("Create a secret", ClientTab.Credentials),
        [RefusalRules.ClientHasNoSecret] = ("Create a secret", ClientTab.Credentials),
        [RefusalRules.ScopeNotForMachines] = ("See its scopes", ClientTab.Scopes),
        [RefusalRules.ScopeTooMany] = ("See its scopes", ClientTab.Scopes),
        [RefusalRules.ScopeUnknown] = ("See its scopes", ClientTab.Scopes),
        [AuthorizationRules.ScopeOpenIdMissing] = ("See its scopes", ClientTab.Scopes),
        [RefusalRules.AudienceUntrusted] = ("See its scopes", ClientTab.Scopes),
        [CodeRules.AudienceTrustWithdrawn] = ("See its scopes", ClientTab.Scopes),
        [PasswordRules.ScopeTooMany] = ("See its scopes", ClientTab.Scopes),
        [PasswordRules.OpenIdMissing] = ("See its scopes", ClientTab.Scopes),
        [PasswordRules.ScopeUnknown] = ("See its scopes", ClientTab.Scopes),
        [PasswordRules.AudienceUntrusted] = ("See its scopes", ClientTab.Scopes),
        [AuthorizationRules.RedirectUriUnregistered] = ("See its redirect URIs", ClientTab.Redirects),
        [AuthorizationRules.RedirectUriUnusable] = ("See its redirect URIs", ClientTab.Redirects),
        [CodeRules.RedirectUriMismatch] = ("See its redirect URIs", ClientTab.Redirects),
        [AuthorizationRules.PkceRequiredByClient] = ("See whether it must", ClientTab.Redirects),
    }.ToFrozenDictionary();

    private static RefusalVerb Blocked => new("See who is blocked", new IdentityListState { IsBlocked = true }.Href);

    private static RefusalVerb Accounts => new("See the accounts", UserAddress.Accounts);

    /// <summary>Null when only the caller can put it right.</summary>
    /// <param name="clientId">A client that exists; empty when there is none.</param>
    public static RefusalVerb? For(string rule, string clientId) => RefusalRules.Find(rule) is { } known ? For(known, clientId) : null;

    /// <summary>Null when only the caller can put it right.</summary>
    public static RefusalVerb? For(RefusalRule rule, string clientId) =>
        Anywhere.GetValueOrDefault(rule)
        ?? (clientId.Length == 0 ? null
            : AtTheClient.TryGetValue(rule, out var verb) ? new(verb.Text, ClientAddress.Of(clientId, verb.Tab))
            : AmongItsTokens(rule, clientId));

    private static RefusalVerb? AmongItsTokens(RefusalRule rule, string clientId) =>
        RefreshTokenRules.All.Contains(rule) ? new("See its refresh tokens", TokenAddress.OfClient(clientId))
        : DeviceRules.All.Contains(rule) ? new("See its device requests", new DeviceListState { Client = clientId }.Href)
        : null;

    /// <summary>The same with what one request tells: whom to register, which audience to ask for trust. Null when only the caller can put it right.</summary>
    public static RefusalVerb? For(RefusalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var record = context.Record;
        if (record.Rule == RefusalRules.ClientUnknown)
        {
            return new("Register it", Paging.Address(ClientAddress.New, [("id", record.Claimed is { Length: > 0 and <= RefusalText.Limit } id ? id : null)]));
        }

        var client = context.Client is { } found && !ConsoleClient.Is(found) ? found.Id : "";
        return record.Rule == RefusalRules.AudienceUntrusted && AudienceOf(record) is { } audience
            ? new($"Let {audience} trust it", ClientAddress.Of(audience, ClientTab.Scopes))
            : For(record.Rule, client);
    }

    private static string? AudienceOf(RefusalRecord record) =>
        ScopeList.Parse(record.Facts.Text(Domain.Protocol.ParameterNames.Scope)).Select(CrossClientScope.Peer).FirstOrDefault(peer => peer is { Length: > 0 } && peer != record.ClientId);
}
