using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Grants = Dex.Domain.Protocol.GrantTypes;

namespace Dex.Web.Components.GrantSwitches;

/// <summary>The question before clients lose a way to a token. It asks for the name of the grant that is missed most.</summary>
public static class GrantLoss
{
    public static Confirmation Ask(AffectedClients affected, Func<CancellationToken, Task<string?>> store)
    {
        var grants = affected.Losing.GroupBy(one => one.GrantType, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(one => one.Calls)).Select(group => group.Key).ToList();
        var clients = affected.Losing.Select(one => one.Client.Id).Distinct(StringComparer.Ordinal).Count();
        var calls = affected.Losing.Sum(one => one.Calls);
        var names = string.Join(" and ", grants.Select(Grants.ShortName));
        var effect = calls == 0
            ? $"{Amount.Of(clients, "client loses", "clients lose")} it. None of them has used it in 30 days."
            : $"{Amount.Of(clients, "client loses", "clients lose")} it. {Amount.Of(calls, "call", "calls")} in 30 days would have been refused.";
        return new Confirmation($"Switch off {names}?", effect, $"Switch off {names}") { Type = Grants.ShortName(grants[0]), Act = store };
    }
}
