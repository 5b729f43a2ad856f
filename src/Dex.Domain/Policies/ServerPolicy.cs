using System.Collections.Frozen;
using System.Collections.Immutable;
using Dex.Domain.Flags;
using Dex.Domain.Protocol;

namespace Dex.Domain.Policies;

/// <summary>
/// The settings in force, as one immutable snapshot. Everything that asks a setting asks the same snapshot, so that a grant switched
/// off vanishes from <c>/token</c> and from discovery in the same breath; a preview is the snapshot of settings not yet saved.
/// </summary>
public sealed class ServerPolicy
{
    private readonly FrozenSet<string> _served;

    private ServerPolicy(FileSettings file, ConsoleSettings console, ServerCapabilities capabilities, ImmutableArray<FlagState> flags)
    {
        File = file;
        Console = console;
        Capabilities = capabilities;
        Flags = flags;
        GrantTypes = ConfiguredGrants(file, console, flags);
        ServedGrantTypes =
        [
            .. GrantTypes.Value
                .Where(grant => capabilities.GrantTypes.Contains(grant) && ServerCapabilities.WhyUnavailable(grant, file) is null)
                .Order(StringComparer.Ordinal),
        ];
        _served = ServedGrantTypes.ToFrozenSet(StringComparer.Ordinal);
    }

    public FileSettings File { get; }

    public ConsoleSettings Console { get; }

    public ServerCapabilities Capabilities { get; }

    public Issuer Issuer => File.Issuer;

    public ImmutableArray<FlagState> Flags { get; }

    /// <summary>The configured list and who says so, before what the server can serve narrows it.</summary>
    public Setting<ImmutableArray<string>> GrantTypes { get; }

    /// <summary>The grants that work: configured and servable, in byte order. May be empty.</summary>
    public ImmutableArray<string> ServedGrantTypes { get; }

    public static ServerPolicy Compute(
        FileSettings file, ConsoleSettings console, ServerCapabilities capabilities, Func<string, string?> environment) =>
        new(file, console, capabilities, [.. FeatureFlags.All.Select(flag => FlagState.Resolve(flag, environment, console))]);

    /// <summary>The snapshot that would apply if these console settings were saved.</summary>
    public ServerPolicy With(ConsoleSettings console) =>
        new(File, console, Capabilities, [.. Flags.Select(state => FlagState.Resolve(state.Flag, _ => EnvironmentText(state), console))]);

    /// <summary>The snapshot that would apply if the file listed no grants.</summary>
    public ServerPolicy WithoutFileGrants() => new(File with { GrantTypes = [] }, Console, Capabilities, Flags);

    public bool Serves(string grantType) => _served.Contains(grantType);

    public FlagState Flag(FeatureFlag flag) => Flags.First(state => state.Flag == flag);

    private static string? EnvironmentText(FlagState state) => state.Environment switch { true => "true", false => "false", null => null };

    private static Setting<ImmutableArray<string>> ConfiguredGrants(FileSettings file, ConsoleSettings console, ImmutableArray<FlagState> flags)
    {
        if (!file.GrantTypes.IsEmpty)
        {
            return new(file.GrantTypes, SettingSource.File, "oauth2.grantTypes");
        }

        if (console.GrantTypes is { } saved)
        {
            return new([.. saved.Value], SettingSource.Console, "grant_types", new SettingChange(saved.By, saved.At));
        }

        var byFlag = flags.First(state => state.Flag == FeatureFlags.ClientCredentialGrantEnabledByDefault);
        return byFlag.IsOn
            ? new([.. Protocol.GrantTypes.Defaults, Protocol.GrantTypes.ClientCredentials], SettingSource.Default)
            : new([.. Protocol.GrantTypes.Defaults], SettingSource.Default);
    }
}
