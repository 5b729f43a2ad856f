using Dex.Domain.Policies;

namespace Dex.Domain.Overview;

/// <summary>Retired flags that somebody still sets.</summary>
public sealed class FlagFindings(IServerPolicySource policies) : IFindingSource
{
    public Task<IReadOnlyList<Finding>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. policies.Current.Flags.Where(state => state.IsSetInVain).Select(state => new Finding(
            $"flag.in_vain:{state.Flag.Name}",
            FindingSeverity.Warning,
            $"`{state.Flag.Name}` is set in vain",
            $"The flag is retired, so {(state.Environment is null ? "the console's setting" : $"`{state.Flag.Variable}`")} changes nothing.",
            "See the flag",
            $"feature-flags?flag={state.Flag.Name}")),
    ]);
}
