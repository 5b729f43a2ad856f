using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>
/// Judges a whole configuration and reports every fault at once; a severity of warning stops nothing. dex's own checks come
/// first and in dex's order; each section has its validator beside this one.
/// </summary>
public sealed class ConfigurationValidator : AbstractValidator<DexConfiguration>
{
    public ConfigurationValidator(ConfigurationEnvironment environment)
    {
        RuleFor(c => c.Issuer).Custom(IssuerRule.Check);
        RuleFor(c => c.StaticPasswords).Empty().When(c => !c.EnablePasswordDb)
            .WithMessage("Static passwords need the password database; write enablePasswordDB: true.");
        RuleFor(c => c.Storage).NotNull()
            .WithMessage("The storage section is missing; write for example storage: {type: sqlite3, config: {file: dex.db}}.");
        RuleFor(c => c.Web).SetValidator(new WebValidator());
        RuleFor(c => c.Grpc).SetValidator(new GrpcValidator());

        RuleFor(c => c.Storage!).SetValidator(new StorageValidator(environment)).When(c => c.Storage is not null);
        RuleFor(c => c.Signer!).SetValidator(new SignerValidator()).When(c => c.Signer is not null);
        RuleFor(c => c.OAuth2).SetValidator(new OAuth2Validator());
        RuleFor(c => c.Expiry).SetValidator(new ExpiryValidator());
        RuleFor(c => c.Logger).SetValidator(new LoggerValidator());
        RuleFor(c => c.Frontend).SetValidator(new FrontendValidator(environment));
        RuleForEach(c => c.Connectors).SetValidator(new ConnectorValidator(environment));
        RuleForEach(c => c.StaticClients).SetValidator(new StaticClientValidator(environment));
        RuleForEach(c => c.StaticPasswords).SetValidator(new StaticPasswordValidator(environment));
        RuleFor(c => c.Console!).SetValidator(new ConsoleValidator()).When(c => c.Console is not null);
        RuleFor(c => c.Limits).SetValidator(new LimitsValidator());
        RuleFor(c => c).Custom((configuration, context) => CheckAcrossSections(configuration, context, environment));
    }

    private static void CheckAcrossSections(
        DexConfiguration configuration, ValidationContext<DexConfiguration> context, ConfigurationEnvironment environment)
    {
        context.WarnOfRepeats(nameof(configuration.Connectors), "Id", configuration.Connectors, connector => connector.Id);
        context.WarnOfRepeats(nameof(configuration.StaticClients), "Id", configuration.StaticClients, client =>
            client.Id.Length > 0 ? client.Id : environment[client.IdEnv]);
        context.WarnOfRepeats(nameof(configuration.StaticPasswords), "Email", configuration.StaticPasswords, password =>
            password.Email.ToLowerInvariant());
        WarnOfUnknownPasswordConnector(configuration, context);
        WarnOfTwoRotationPeriods(configuration, context);
        WarnOfOtherCallbacks(configuration, context);
        ConsoleAcrossSections.Check(configuration, context);
    }

    /// <summary>Only a warning: connectors may also be in the database.</summary>
    private static void WarnOfUnknownPasswordConnector(DexConfiguration configuration, ValidationContext<DexConfiguration> context)
    {
        var id = configuration.OAuth2.PasswordConnector;
        var isKnown = configuration.Connectors.Any(connector => connector.Id == id)
            || (id == ConnectorConfiguration.Local && configuration.EnablePasswordDb);
        if (id.Length > 0 && !isKnown)
        {
            context.Warn("OAuth2.PasswordConnector", $"No connector of this file has the id {Shown.Quoted(id)}.");
        }
    }

    /// <summary>Only a warning, as the connector itself refuses to start a sign-in with it.</summary>
    private static void WarnOfOtherCallbacks(DexConfiguration configuration, ValidationContext<DexConfiguration> context)
    {
        if (!Uri.TryCreate(configuration.Issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return;
        }

        var callback = configuration.Issuer.TrimEnd('/') + "/callback";
        for (var i = 0; i < configuration.Connectors.Count; i++)
        {
            if (configuration.Connectors[i].Settings is OidcSettings { RedirectUri: { Length: > 0 } redirectUri } && redirectUri != callback)
            {
                context.Warn($"Connectors[{i}].Settings.redirectURI", $"Nobody can sign in with this connector while the key is "
                    + $"{Shown.Quoted(redirectUri)}; write {Shown.Quoted(callback)}, here and at the provider.");
            }
        }
    }

    private static void WarnOfTwoRotationPeriods(DexConfiguration configuration, ValidationContext<DexConfiguration> context)
    {
        if (configuration.Expiry.SigningKeys is null)
        {
            return;
        }

        context.Warn("Expiry.SigningKeys", configuration.Signer is null
            ? "The key will go away in a later release; write signer: {type: local, config: {keysRotationPeriod: "
                + $"{configuration.Expiry.SigningKeys}}}}} instead."
            : "The key has no effect beside signer.config.keysRotationPeriod, which is used; leave it out.");
    }
}
