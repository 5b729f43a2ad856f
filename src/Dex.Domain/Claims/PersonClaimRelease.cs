using System.Text.Json;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;

namespace Dex.Domain.Claims;

/// <summary>
/// Which scope releases which claim about a person (protocol order: email, email_verified, groups, name, preferred_username,
/// federated_claims). What the connector does not know is left out, never sent empty.
/// </summary>
public static class PersonClaimRelease
{
    public static void Write(TokenClaims claims, PersonIssuance issuance)
    {
        var (person, scopes) = (issuance.Person, issuance.Scopes);
        if (scopes.Contains(KnownScopes.Email) && person.Email.Length > 0)
        {
            claims.Add(ClaimNames.Email, person.Email, ClaimReasons.PersonEmail);
            claims.Add(ClaimNames.EmailVerified, person.EmailVerified, ClaimReasons.PersonEmail);
        }

        if (scopes.Contains(KnownScopes.Groups) && !person.Groups.IsEmpty)
        {
            claims.Add(ClaimNames.Groups, person.Groups.AsEnumerable().ToArray(), ClaimReasons.PersonGroups);
        }

        if (scopes.Contains(KnownScopes.Profile))
        {
            AddText(claims, ClaimNames.Name, person.Username);
            AddText(claims, ClaimNames.PreferredUsername, person.PreferredUsername);
        }

        if (scopes.Contains(KnownScopes.FederatedId))
        {
            claims.Add(ClaimNames.FederatedClaims, Origin(issuance.ConnectorId, person.UserId), ClaimReasons.PersonOrigin);
        }
    }

    private static void AddText(TokenClaims claims, string name, string value)
    {
        if (value.Length > 0)
        {
            claims.Add(name, value, ClaimReasons.PersonName);
        }
    }

    private static JsonElement Origin(string connectorId, string userId)
    {
        var members = new Dictionary<string, string>(2, StringComparer.Ordinal);
        if (connectorId.Length > 0)
        {
            members.Add("connector_id", connectorId);
        }

        if (userId.Length > 0)
        {
            members.Add("user_id", userId);
        }

        return JsonSerializer.SerializeToElement(members);
    }
}
