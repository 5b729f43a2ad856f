using Dex.Domain.Refusals;

namespace Dex.Web.Components.Clients;

/// <summary>What an administrator does about a refusal: the button's words and where it leads.</summary>
public sealed record RefusalVerb(string Text, string Href)
{
    /// <summary>Null when only the caller can put it right.</summary>
    public static RefusalVerb? For(string rule, string clientId)
    {
        if (rule == RefusalRules.GrantDisabledByServer.Id)
        {
            return new("See grant types", "grant-types");
        }

        if (rule == RefusalRules.GrantDisabledByClient.Id)
        {
            return new("Allow the grant", ClientAddress.Of(clientId, ClientTab.Grants));
        }

        if (rule == RefusalRules.AudienceUntrusted.Id || rule.StartsWith("scope.", StringComparison.Ordinal))
        {
            return new("Try its scopes", ClientAddress.Of(clientId, ClientTab.TryIt));
        }

        if (rule == RefusalRules.ClientDisabled.Id)
        {
            return new("See the client", ClientAddress.Of(clientId));
        }

        return rule.StartsWith("client.secret", StringComparison.Ordinal) || rule == RefusalRules.ClientHasNoSecret.Id
            ? new("Create a secret", ClientAddress.Of(clientId, ClientTab.Credentials))
            : null;
    }
}
