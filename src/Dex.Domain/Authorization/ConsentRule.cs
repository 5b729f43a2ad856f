using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Dex.Domain.Policies;

namespace Dex.Domain.Authorization;

/// <summary>Whether a person has to be asked before a client gets what it wants (protocol 4.11.1).</summary>
public static class ConsentRule
{
    /// <param name="identity">What is remembered of the person; null when they were forgotten, and then nothing is.</param>
    public static bool IsSatisfied(AuthorizationRequest request, Client client, UserIdentity? identity, ServerPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);

        // The console gives nothing to anybody else: there is nobody whom the person would have to trust.
        return ConsoleClient.Is(client)
            || (!request.ForcesConsent && (policy.File.SkipsConsent || identity?.HasConsented(client.Id, request.Scopes) == true));
    }
}
