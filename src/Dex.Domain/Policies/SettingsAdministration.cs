using System.Collections.Immutable;
using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Flags;
using Dex.Domain.Protocol;

namespace Dex.Domain.Policies;

/// <summary>The commands on console settings: the grant list and the feature flags. A preview is computed by the same code as the save.</summary>
public sealed class SettingsAdministration(
    IConsoleSettingsStore store, IServerPolicySource policies, IAdministratorGate gate, TimeProvider clock)
{
    /// <summary>The settings with these grants switched; the rest of the list stays as it is in force.</summary>
    public static ConsoleSettings SwitchGrants(ServerPolicy policy, IReadOnlyDictionary<string, bool> switches, string by, DateTimeOffset at)
    {
        var grants = policy.GrantTypes.Value.ToImmutableSortedSet(StringComparer.Ordinal);
        foreach (var (grant, on) in switches)
        {
            grants = on ? grants.Add(grant) : grants.Remove(grant);
        }

        return policy.Console with { GrantTypes = new ConsoleSetting<ImmutableSortedSet<string>>(grants, by, at) };
    }

    /// <summary>The settings with a flag switched; null returns it to its default.</summary>
    public static ConsoleSettings SwitchFlag(ConsoleSettings settings, FeatureFlag flag, bool? on, string by, DateTimeOffset at) =>
        settings with
        {
            Flags = on is { } value ? settings.Flags.SetItem(flag.Name, new ConsoleSetting<bool>(value, by, at)) : settings.Flags.Remove(flag.Name),
        };

    /// <summary>Saves the grant list; refused while the file pins it, and when somebody saved since the preview.</summary>
    /// <param name="previewedVersion">The <see cref="ConsoleSettings.Version"/> that the administrator saw the consequences against.</param>
    public async Task<Saved<ConsoleSettings>> SaveGrantsAsync(
        IReadOnlyDictionary<string, bool> switches, long previewedVersion, Administrator actor, CancellationToken ct)
    {
        var policy = policies.Current;
        if (policy.GrantTypes.IsPinned)
        {
            return new Refusal("read_only", $"The configuration file fixes the list with {policy.GrantTypes.Key}.");
        }

        if (switches.Keys.FirstOrDefault(grant => !GrantTypes.IsKnown(grant)) is { } unknown)
        {
            return new Refusal("invalid", $"There is no grant type {unknown}.");
        }

        var now = clock.GetUtcNow();
        var settings = SwitchGrants(policy, switches, actor.Email, now);
        return await SaveAsync(policy.Console, settings, previewedVersion, "settings.grants_changed", "grant_types", actor, now, ct);
    }

    /// <summary>Removes the saved grant list, so that the default list applies again.</summary>
    /// <param name="previewedVersion">As with <see cref="SaveGrantsAsync"/>.</param>
    public Task<Saved<ConsoleSettings>> ForgetGrantsAsync(long previewedVersion, Administrator actor, CancellationToken ct)
    {
        var current = policies.Current.Console;
        return SaveAsync(
            current, current with { GrantTypes = null }, previewedVersion, "settings.grants_changed", "grant_types", actor, clock.GetUtcNow(), ct);
    }

    /// <summary>Switches a flag, or returns it to its default with null.</summary>
    /// <param name="previewedVersion">As with <see cref="SaveGrantsAsync"/>.</param>
    public async Task<Saved<ConsoleSettings>> SaveFlagAsync(
        FeatureFlag flag, bool? on, long previewedVersion, Administrator actor, CancellationToken ct)
    {
        var policy = policies.Current;
        var state = policy.Flag(flag);
        if (!state.IsSwitchable && on is not null)
        {
            return new Refusal("read_only", flag switch
            {
                { Stage: FlagStage.Retired } => $"{flag.Name} is retired; nothing can switch it.",
                { ActsBeforeStorage: true } => $"{flag.Name} acts before the database is open; set {flag.Variable} in the environment.",
                _ => $"{flag.Variable} in the environment fixes it.",
            });
        }

        var now = clock.GetUtcNow();
        var settings = SwitchFlag(policy.Console, flag, on, actor.Email, now);
        return await SaveAsync(policy.Console, settings, previewedVersion, "settings.flag_changed", flag.Name, actor, now, ct);
    }

    /// <summary>Puts back what was in force before a save, unless somebody saved since.</summary>
    /// <param name="previous">The settings before the save that is undone.</param>
    /// <param name="saved">What that save stored.</param>
    public Task<Saved<ConsoleSettings>> UndoAsync(ConsoleSettings previous, ConsoleSettings saved, Administrator actor, CancellationToken ct) =>
        SaveAsync(
            policies.Current.Console, previous with { Version = saved.Version }, saved.Version, "settings.undone", "settings", actor,
            clock.GetUtcNow(), ct);

    private async Task<Saved<ConsoleSettings>> SaveAsync(
        ConsoleSettings current, ConsoleSettings settings, long previewedVersion, string action, string subject, Administrator actor,
        DateTimeOffset now, CancellationToken ct)
    {
        if (!await gate.IsAdministratorAsync(actor, ct))
        {
            return Forbidden.Refusal;
        }

        // What was computed on settings that nobody previewed would bring in somebody else's change unseen.
        if (settings.Version != previewedVersion)
        {
            return Conflict();
        }

        var entry = AuditEntry.By(actor, now, action, "settings", subject, ConsoleSettingsChanges.Between(current, settings));
        return await store.SaveAsync(settings, entry, ct) is { } stored ? stored : Conflict();
    }

    private static Refusal Conflict() => new("conflict", "Somebody else saved these settings while you were deciding. Nothing of yours is saved.");
}

/// <summary>Console settings as text for people.</summary>
public static class ConsoleSettingsChanges
{
    public static ImmutableArray<FieldChange> Between(ConsoleSettings before, ConsoleSettings after)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        Add(changes, "grant_types", Text(before), Text(after));
        foreach (var name in before.Flags.Keys.Union(after.Flags.Keys).Order(StringComparer.Ordinal))
        {
            Add(changes, name, Text(before.Flags.GetValueOrDefault(name)), Text(after.Flags.GetValueOrDefault(name)));
        }

        return changes.ToImmutable();
    }

    private static string? Text(ConsoleSettings settings) => settings.GrantTypes is { } grants ? string.Join('\n', grants.Value) : null;

    private static string? Text(ConsoleSetting<bool>? flag) => flag?.Value switch { true => "on", false => "off", null => null };

    private static void Add(ImmutableArray<FieldChange>.Builder changes, string field, string? before, string? after)
    {
        if (before != after)
        {
            changes.Add(new FieldChange(field, before, after));
        }
    }
}
