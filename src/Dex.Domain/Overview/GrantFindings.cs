using System.Globalization;
using Dex.Domain.Activity;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Overview;

/// <summary>Grants that are asked for and off, and discouraged ones that are still used.</summary>
public sealed class GrantFindings(IServerPolicySource policies, IActivityReader activity, TimeProvider clock) : IFindingSource
{
    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken ct)
    {
        var policy = policies.Current;
        var from = clock.GetUtcNow() - TimeSpan.FromHours(24);
        var found = new List<Finding>();
        foreach (var grant in GrantTypes.ForPeople.Where(policy.Capabilities.GrantTypes.Contains))
        {
            if (await (policy.Serves(grant) ? DiscouragedAsync(grant, from, ct) : InVainAsync(grant, from, ct)) is { } finding)
            {
                found.Add(finding);
            }
        }

        return found;
    }

    private static string Number(long number, string one, string many) =>
        $"{number.ToString("N0", CultureInfo.CurrentCulture)} {(number == 1 ? one : many)}";

    private async Task<Finding?> InVainAsync(string grant, DateTimeOffset from, CancellationToken ct)
    {
        var refused = await GrantUsageReader.AskedInVainAsync(activity, grant, from, ct);
        var total = refused.Values.Sum();
        if (total == 0)
        {
            return null;
        }

        var clients = refused.Keys.Count(id => id.Length > 0);
        var whose = clients == 0 ? "" : $" of {Number(clients, "client", "clients")}";
        return new Finding(
            $"grant.in_vain:{grant}",
            FindingSeverity.Warning,
            $"`{GrantTypes.ShortName(grant)}` is asked for and off",
            $"{Number(total, "request", "requests")}{whose} refused in 24 hours, by `{RefusalRules.GrantDisabledByServer.Id}`.",
            "See grant types",
            "grant-types");
    }

    private async Task<Finding?> DiscouragedAsync(string grant, DateTimeOffset from, CancellationToken ct)
    {
        if (!GrantTypes.IsDiscouraged(grant) || await activity.IssuedByClientAsync(grant, from, ct) is not { Count: > 0 } issued)
        {
            return null;
        }

        return new Finding(
            $"grant.discouraged:{grant}",
            FindingSeverity.Warning,
            $"{Number(issued.Count, "client still uses", "clients still use")} `{grant}`",
            $"{Number(issued.Values.Sum(), "call", "calls")} in 24 hours. RFC 9700 advises against this grant. See first what would break without it.",
            "See the effect",
            "grant-types");
    }
}
