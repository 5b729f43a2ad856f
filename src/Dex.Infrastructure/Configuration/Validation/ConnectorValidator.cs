using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class ConnectorValidator : AbstractValidator<ConnectorConfiguration>
{
    public ConnectorValidator()
    {
        RuleFor(c => c).Custom(CheckIdentity);
        RuleFor(c => c.Type).Custom(CheckType);
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

    private static void CheckType(string type, ValidationContext<ConnectorConfiguration> context)
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
    }
}
