using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Persistence.Configurations;

namespace Dex.Infrastructure.Activity;

/// <summary>Counts requests in memory. A secret counts as used whenever it matched, also where it is no longer accepted.</summary>
public sealed class ActivityRecorder(ActivityCounters counters) : IActivityRecorder
{
    public void Issued(AuthenticatedClient caller, string grantType, string address)
    {
        if (caller.Trial is not null)
        {
            counters.Trial(caller.Client.Id, grantType);
            return;
        }

        counters.Issued(caller.Client.Id, grantType);
        if (caller.Secret is { } secret)
        {
            counters.Used(caller.Client.Id, secret.Id, Clip(address));
        }
    }

    public void Refused(OAuthError refusal, string address)
    {
        if (refusal.Rule.IsOrdinary)
        {
            return;
        }

        // A name that no client has is a stranger's text: it must not make counters.
        var clientId = refusal is { ClientIsKnown: true, ClientId: { } known } ? known : "";
        if (refusal.IsTrial)
        {
            counters.Trial(clientId, refusal.GrantType ?? "");
            return;
        }

        counters.Refused(clientId, refusal.GrantType ?? "", refusal.Rule.Id);
        if (clientId.Length > 0 && refusal.SecretId is { } secretId)
        {
            counters.Used(clientId, secretId, Clip(address));
        }
    }

    private static string Clip(string address) => address.Length <= KeyLengths.Address ? address : address[..KeyLengths.Address];
}
