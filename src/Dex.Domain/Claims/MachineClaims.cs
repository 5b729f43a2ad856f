using System.Text.Json;
using Dex.Domain.Clients;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;

namespace Dex.Domain.Claims;

/// <summary>Which scope releases which claim about a machine (protocol order: email, groups, name, preferred_username, then static claims).</summary>
public static class MachineClaims
{
    public static void Write(TokenClaims claims, Client client, IReadOnlyList<string> scopes)
    {
        // A machine has no address, and email_verified without email says nothing to anybody.
        claims.LeaveOut(ClaimNames.Email, ClaimReasons.MachinesHaveNoEmail);
        WriteGroups(claims, client, scopes);
        WriteNames(claims, client, scopes);
        WriteStatic(claims, client);
    }

    private static void WriteGroups(TokenClaims claims, Client client, IReadOnlyList<string> scopes)
    {
        if (client.MachineGroups.IsEmpty)
        {
            claims.LeaveOut(ClaimNames.Groups, ClaimReasons.GroupsNone);
        }
        else if (scopes.Contains(KnownScopes.Groups))
        {
            claims.Add(ClaimNames.Groups, client.MachineGroups.AsEnumerable().ToArray(), ClaimReasons.GroupsScope);
        }
        else
        {
            claims.LeaveOut(ClaimNames.Groups, ClaimReasons.GroupsNotAsked, claims.IsTraced ? $"It would be {string.Join(", ", client.MachineGroups)}." : "");
        }
    }

    private static void WriteNames(TokenClaims claims, Client client, IReadOnlyList<string> scopes)
    {
        if (scopes.Contains(KnownScopes.Profile))
        {
            claims.Add(ClaimNames.Name, client.Name, ClaimReasons.ProfileScope);
            claims.Add(ClaimNames.PreferredUsername, client.Name, ClaimReasons.ProfileScope);
        }
        else
        {
            var detail = claims.IsTraced ? $"It would be {client.Name}." : "";
            claims.LeaveOut(ClaimNames.Name, ClaimReasons.ProfileNotAsked, detail);
            claims.LeaveOut(ClaimNames.PreferredUsername, ClaimReasons.ProfileNotAsked, detail);
        }
    }

    private static void WriteStatic(TokenClaims claims, Client client)
    {
        foreach (var (name, json) in client.MachineClaims)
        {
            // Refused at save too; a store edited by hand must not be able to forge a claim of ours.
            if (ClaimNames.Reserved.Contains(name))
            {
                claims.LeaveOut(name, ClaimReasons.StaticClaimReserved);
            }
            else
            {
                claims.Add(name, JsonSerializer.Deserialize<JsonElement>(json), ClaimReasons.StaticClaim);
            }
        }
    }
}
