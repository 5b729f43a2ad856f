using Dex.Domain.Activity;
using Dex.Domain.Clients;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>How all clients stand, in numbers. Secrets are counted by the store, refusals from the last hour's counters.</summary>
/// <param name="RefusedNow">Their last event is a refusal, within the hour.</param>
/// <param name="NeedDecision">Not refused, but with secrets that are missing, expiring or weak.</param>
public sealed record ClientListSummary(int Total, int RefusedNow, int NeedDecision)
{
    private int Quiet => Total - RefusedNow - NeedDecision;

    public AnswerLine Answer => (Total, RefusedNow, NeedDecision) switch
    {
        (0, _, _) => new("", "No client is registered", ", so nobody can ask for a token."),
        (1, 0, 0) => new("", "The only client is well", ": it is not refused, and its secrets need no decision."),
        (_, 0, 0) => new("", $"All {Words.Number(Total)} are well", ": none is being refused, and no secret needs a decision."),
        (_, 0, _) => new("", Decisions, $", none is being refused{Rest}."),
        (_, _, 0) => new("", $"{Words.Count(RefusedNow, "is", "are")} being refused now", $"{Rest}."),
        _ => new("", $"{Words.Count(RefusedNow, "is", "are")} being refused now", $", {Decisions}{Rest}."),
    };

    private string Decisions => NeedDecision == 1 ? "1 has a secret that needs a decision" : $"{Words.Number(NeedDecision)} have a secret that needs a decision";

    private string Rest => Quiet > 0 ? $", {Words.Count(Quiet, "is", "are")} quiet and well" : "";

    public static async Task<ClientListSummary> ReadAsync(IClientStore clients, IActivityReader activity, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var total = await clients.CountAsync(ct);
        var refusals = await activity.RefusalsAsync(new ActivityFilter(), now - ClientStanding.RefusalWindow, ct);
        var suspects = refusals.Select(refusal => refusal.ClientId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var known = await activity.ClientsAsync(suspects, ClientStanding.From(now), ct);
        var refused = 0;
        var refusedAndPoor = 0;
        foreach (var done in known.Values)
        {
            if (await clients.FindAsync(done.ClientId, ct) is { } client && new ClientStanding(client, done, [], null, now).IsRefusedNow)
            {
                refused++;
                refusedAndPoor += NeedsDecision(client.Health(now)) ? 1 : 0;
            }
        }

        var poor = 0;
        foreach (var health in new[] { SecretHealth.NoneLive, SecretHealth.Expiring, SecretHealth.Weak })
        {
            poor += (await clients.ListAsync(new ClientQuery { Secrets = health, Count = 1 }, ct)).Total;
        }

        return new ClientListSummary(total, refused, poor - refusedAndPoor);
    }

    private static bool NeedsDecision(SecretHealth health) => health is SecretHealth.NoneLive or SecretHealth.Expiring or SecretHealth.Weak;
}
