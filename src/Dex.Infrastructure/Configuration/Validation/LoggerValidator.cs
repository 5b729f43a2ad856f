using Dex.Infrastructure.Configuration.Sections;
using Dex.Infrastructure.Logging;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class LoggerValidator : AbstractValidator<LoggerConfiguration>
{
    public LoggerValidator()
    {
        RuleFor(l => l.Level).Must(level => level.Length == 0 || SlogLevel.TryParse(level, out _))
            .WithMessage((_, level) => $"The level {Shown.Quoted(level)} is unknown; write one of DEBUG, INFO, WARN, ERROR, "
                + "with an offset if need be (INFO+2).");
        RuleFor(l => l.Format).Must(format => format.ToUpperInvariant() is "" or "TEXT" or "JSON")
            .WithMessage((_, format) => $"The format {Shown.Quoted(format)} is unknown; write json or text.");
    }
}
