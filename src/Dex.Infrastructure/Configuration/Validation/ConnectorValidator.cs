using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class ConnectorValidator : AbstractValidator<ConnectorConfiguration>
{
    public ConnectorValidator(ConfigurationEnvironment environment)
    {
        RuleFor(c => c).Custom(CheckIdentity);
        RuleFor(c => c.Id).NotEqual(ConnectorConfiguration.Local)
            .WithMessage("The id local belongs to the password database; write another one.");
        RuleFor(c => c.Type).Custom((type, context) => CheckType(type, environment.ContinuesOnConnectorFailure, context));
        RuleFor(c => c.Settings).Custom((settings, context) => CheckSettings(settings, context));
        RuleForEach(c => c.GrantTypes).Must(name => GrantTypes.ForConnectors.Contains(name, StringComparer.Ordinal))
            .WithMessage((connector, name) => name == GrantTypes.ClientCredentials
                ? $"The grant client_credentials involves no connector; take it out of connector {Shown.Quoted(connector.Id)}."
                : $"No grant bears the name {Shown.Quoted(name)} (connector {Shown.Quoted(connector.Id)}); "
                    + $"write some of {Shown.Listed(GrantTypes.ForConnectors)}.");
    }

    /// <summary>The empty id belongs to tokens that nobody signed in for, so no connector may have it.</summary>
    private static void CheckIdentity(ConnectorConfiguration connector, ValidationContext<ConnectorConfiguration> context)
    {
        var missing = new List<string>();
        missing.AddRange(connector.Id.Length == 0 ? ["id"] : []);
        missing.AddRange(connector.Name.Length == 0 ? ["name"] : []);
        missing.AddRange(connector.Type.Length == 0 ? ["type"] : []);
        if (missing.Count > 0)
        {
            context.Fault("", $"A connector needs an id, a name and a type; here it lacks: {Shown.Listed(missing)}.");
        }
    }

    private static void CheckSettings(ConnectorSettings? settings, ValidationContext<ConnectorConfiguration> context)
    {
        if (settings is MockPasswordSettings mock)
        {
            NeedText(mock.Username, "Settings.username", context);
            NeedText(mock.Password, "Settings.password", context);
        }
        else if (settings is OidcSettings oidc)
        {
            OidcSettingsRules.Check(oidc, context);
        }
    }

    private static void NeedText(string value, string member, ValidationContext<ConnectorConfiguration> context)
    {
        if (value.Length == 0)
        {
            var connector = context.InstanceToValidate;
            context.Fault(member, $"A connector of the type {connector.Type} needs this key; write {member[(member.IndexOf('.', StringComparison.Ordinal) + 1)..]}.");
        }
    }

    /// <summary>A type that is not served yet leaves its connector out, as one that cannot be opened: the rest of the file may go on.</summary>
    private static void CheckType(string type, bool continues, ValidationContext<ConnectorConfiguration> context)
    {
        if (type == ConnectorConfiguration.Local)
        {
            context.Fault("", "The connector local is not written here; write enablePasswordDB: true at the top level.");
        }
        else if (type.Length > 0 && !ConnectorConfiguration.KnownTypes.Contains(type, StringComparer.Ordinal))
        {
            context.Fault("", $"The connector type {Shown.Quoted(type)} is unknown; "
                + $"write one of {Shown.Listed(ConnectorConfiguration.KnownTypes)}.");
        }
        else if (type.Length > 0 && !ConnectorConfiguration.ServedTypes.Contains(type, StringComparer.Ordinal))
        {
            var message = $"This version does not offer connectors of the type {type} yet, so this one is left out and nobody can sign in with it; "
                + $"what is offered: {Shown.Listed(ConnectorConfiguration.ServedTypes)}, and enablePasswordDB: true.";
            if (continues)
            {
                context.Warn("", message);
            }
            else
            {
                context.Fault("", message);
            }
        }
    }
}
