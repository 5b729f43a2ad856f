using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class LimitsValidator : AbstractValidator<LimitsConfiguration>
{
    private const string Count = "A limit is a whole number of failures above 0.";
    private const string Window = "A window is a duration above 0, for example 1m.";

    public LimitsValidator()
    {
        RuleFor(l => l.ClientAuthentication.PerClient).GreaterThan(0).WithMessage(Count);
        RuleFor(l => l.ClientAuthentication.PerAddress).GreaterThan(0).WithMessage(Count);
        RuleFor(l => l.ClientAuthentication.Window).Must(IsPositive).WithMessage(Window);
        RuleFor(l => l.ConsoleSignIn.PerAccount).GreaterThan(0).WithMessage(Count);
        RuleFor(l => l.ConsoleSignIn.PerAddress).GreaterThan(0).WithMessage(Count);
        RuleFor(l => l.ConsoleSignIn.Window).Must(IsPositive).WithMessage(Window);
        RuleFor(l => l.DeviceCodes.PerAddress).GreaterThan(0).WithMessage(Count);
        RuleFor(l => l.DeviceCodes.Window).Must(IsPositive).WithMessage(Window);
    }

    private static bool IsPositive(DexDuration? window) => window is null or { IsPositive: true };
}
