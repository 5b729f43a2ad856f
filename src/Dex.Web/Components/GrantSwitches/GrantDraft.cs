using Dex.Domain.Policies;

namespace Dex.Web.Components.GrantSwitches;

/// <summary>What the person at the page wants the list to be, as far as it differs from what is in force.</summary>
public sealed class GrantDraft
{
    private readonly Dictionary<string, bool> _switches = new(StringComparer.Ordinal);

    /// <summary>True when the saved list shall go, so that the default list applies again.</summary>
    public bool ReturnsToDefault { get; private set; }

    public bool IsEmpty => !ReturnsToDefault && _switches.Count == 0;

    /// <summary>Switches that differ from what is in force.</summary>
    public IReadOnlyDictionary<string, bool> Switches => _switches;

    public void Switch(ServerPolicy policy, string grant, bool on)
    {
        if (ReturnsToDefault)
        {
            var proposed = policy.With(Proposed(policy, "", default)).GrantTypes.Value;
            Clear();
            foreach (var known in Domain.Protocol.GrantTypes.All)
            {
                Set(policy, known, proposed.Contains(known, StringComparer.Ordinal));
            }
        }

        Set(policy, grant, on);
    }

    public void ReturnToDefault()
    {
        _switches.Clear();
        ReturnsToDefault = true;
    }

    public void Clear()
    {
        _switches.Clear();
        ReturnsToDefault = false;
    }

    /// <summary>Drops what somebody else has meanwhile done as well.</summary>
    public void Rebase(ServerPolicy policy)
    {
        foreach (var (grant, on) in _switches.ToList())
        {
            Set(policy, grant, on);
        }

        ReturnsToDefault &= policy.Console.GrantTypes is not null;
    }

    /// <summary>The settings that saving would store.</summary>
    public ConsoleSettings Proposed(ServerPolicy policy, string by, DateTimeOffset at) => ReturnsToDefault
        ? policy.Console with { GrantTypes = null }
        : SettingsAdministration.SwitchGrants(policy, _switches, by, at);

    private static bool IsOn(ServerPolicy policy, string grant) => policy.GrantTypes.Value.Contains(grant, StringComparer.Ordinal);

    private void Set(ServerPolicy policy, string grant, bool on)
    {
        if (IsOn(policy, grant) == on)
        {
            _switches.Remove(grant);
        }
        else
        {
            _switches[grant] = on;
        }
    }
}
