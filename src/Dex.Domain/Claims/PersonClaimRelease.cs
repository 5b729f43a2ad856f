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
        WriteEmail(claims, issuance);
        WriteGroups(claims, issuance);
        WriteText(claims, issuance, ClaimNames.Name, issuance.Person.Username);
        WriteText(claims, issuance, ClaimNames.PreferredUsername, issuance.Person.PreferredUsername);
        if (issuance.Scopes.Contains(KnownScopes.FederatedId))
        {
            claims.Add(ClaimNames.FederatedClaims, Origin(issuance.ConnectorId, issuance.Person.UserId), ClaimReasons.PersonOrigin);
        }
        else
        {
            claims.LeaveOut(ClaimNames.FederatedClaims, ClaimReasons.OriginNotAsked);
        }
    }

    private static void WriteEmail(TokenClaims claims, PersonIssuance issuance)
    {
        if (issuance.Person.Email.Length == 0)
        {
            claims.LeaveOut(ClaimNames.Email, ClaimReasons.PersonWithoutEmail);
        }
        else if (issuance.Scopes.Contains(KnownScopes.Email))
        {
            claims.Add(ClaimNames.Email, issuance.Person.Email, ClaimReasons.PersonEmail);
            claims.Add(ClaimNames.EmailVerified, issuance.Person.EmailVerified, ClaimReasons.PersonEmail);
        }
        else
        {
            claims.LeaveOut(ClaimNames.Email, ClaimReasons.EmailNotAsked);
        }
    }

    private static void WriteGroups(TokenClaims claims, PersonIssuance issuance)
    {
        if (issuance.Person.Groups.IsEmpty)
        {
            claims.LeaveOut(ClaimNames.Groups, ClaimReasons.PersonWithoutGroups);
        }
        else if (issuance.Scopes.Contains(KnownScopes.Groups))
        {
            claims.Add(ClaimNames.Groups, issuance.Person.Groups.AsEnumerable().ToArray(), ClaimReasons.PersonGroups);
        }
        else
        {
            claims.LeaveOut(ClaimNames.Groups, ClaimReasons.GroupsNotAsked);
        }
    }

    private static void WriteText(TokenClaims claims, PersonIssuance issuance, string name, string value)
    {
        if (value.Length == 0)
        {
            claims.LeaveOut(name, ClaimReasons.PersonWithoutName);
        }
        else if (issuance.Scopes.Contains(KnownScopes.Profile))
        {
            claims.Add(name, value, ClaimReasons.PersonName);
        }
        else
        {
            claims.LeaveOut(name, ClaimReasons.ProfileNotAsked);
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
