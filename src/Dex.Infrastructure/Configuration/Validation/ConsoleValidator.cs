using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class ConsoleValidator : AbstractValidator<ConsoleConfiguration>
{
    public ConsoleValidator()
    {
        RuleFor(c => c.Path).Must(IsPath)
            .WithMessage((_, path) => $"{Shown.Quoted(path)} is no place for the console; write a path such as /console: a slash, then "
                + "letters, digits, - and _, without a slash at the end.");
        RuleForEach(c => c.Administrators).Custom(CheckAdministrator);
    }

    private static bool IsPath(string path) =>
        path.Length > 1 && path[0] == '/' && path[1..].Split('/').All(segment =>
            segment.Length > 0 && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    private static void CheckAdministrator(AdministratorConfiguration entry, ValidationContext<ConsoleConfiguration> context)
    {
        if (entry.Email.Length > 0 == entry.Group.Length > 0)
        {
            context.Fault("", "An administrator is one of {connector, email}, {connector, group} or a bare e-mail address.");
        }
        else if (entry.Group.Length > 0 && entry.Connector.Length == 0)
        {
            context.Fault("", $"The group {Shown.Quoted(entry.Group)} needs the id of the connector that vouches for it; add connector.");
        }
        else if (entry.Email.Length > 0 && !entry.Email.Trim('@').Contains('@', StringComparison.Ordinal))
        {
            context.Fault("", $"{Shown.Quoted(entry.Email)} is no e-mail address; write name@domain.");
        }
    }
}
