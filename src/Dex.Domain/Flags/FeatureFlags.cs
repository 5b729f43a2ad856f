namespace Dex.Domain.Flags;

/// <summary>The catalogue of feature flags. One entry makes a flag: environment, console page and effect follow from it.</summary>
public static class FeatureFlags
{
    public static FeatureFlag ClientCredentialGrantEnabledByDefault { get; } = new(
        "client_credential_grant_enabled_by_default",
        "Puts client_credentials into the grant list that applies when nobody has set one.",
        FlagStage.Introduced)
    { IntroducedIn = "1.0", DefaultOnIn = "1.2", RetiredIn = "1.4", RetiredValue = true };

    public static FeatureFlag ExpandEnv { get; } = new(
        "expand_env",
        "Replaces $NAME in parts of the configuration file by the variable's value.",
        FlagStage.DefaultOn)
    { DefaultOnIn = "1.0", ActsBeforeStorage = true };

    public static FeatureFlag ConfigDisallowUnknownFields { get; } = new(
        "config_disallow_unknown_fields",
        "Refuses a configuration file with a key that it does not know.",
        FlagStage.Introduced)
    { IntroducedIn = "1.0", ActsBeforeStorage = true };

    public static FeatureFlag ContinueOnConnectorFailure { get; } = new(
        "continue_on_connector_failure",
        "Starts without the connectors that cannot be opened, and tries them again at each use.",
        FlagStage.DefaultOn)
    { DefaultOnIn = "1.0", ActsBeforeStorage = true };

    public static FeatureFlag EntEnabled { get; } = new(
        "ent_enabled",
        "Chose dex's second table layout. There is one layout here.",
        FlagStage.Retired)
    { RetiredIn = "1.0", ActsBeforeStorage = true };

    public static IReadOnlyList<FeatureFlag> All { get; } =
        [ClientCredentialGrantEnabledByDefault, ExpandEnv, ConfigDisallowUnknownFields, ContinueOnConnectorFailure, EntEnabled];

    public static FeatureFlag? Find(string name) => All.FirstOrDefault(flag => flag.Name == name);
}
