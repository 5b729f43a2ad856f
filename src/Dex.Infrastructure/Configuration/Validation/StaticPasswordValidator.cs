using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class StaticPasswordValidator : AbstractValidator<StaticPasswordConfiguration>
{
    private const int LowestCost = 10;
    private const int HighestCost = 16;

    public StaticPasswordValidator(ConfigurationEnvironment environment)
    {
        RuleFor(p => p.Email).NotEmpty().WithSeverity(Severity.Warning)
            .WithMessage("Without an e-mail address nobody can sign in with this password; write email.");
        RuleFor(p => p.Hash).Custom((_, context) => CheckHash(environment, context));
    }

    private static void CheckHash(ConfigurationEnvironment environment, ValidationContext<StaticPasswordConfiguration> context)
    {
        var password = context.InstanceToValidate;
        var written = password.WrittenHash(environment);
        if (written.Length == 0)
        {
            context.Fault("", password.HashFromEnv.Length > 0
                ? $"The hash is missing: the variable {Shown.Text(password.HashFromEnv)} is not set."
                : "The hash is missing; write the bcrypt hash of the password, or hashFromEnv with a variable that holds it.");
        }
        else if (!BcryptText.TryRead(written, out var hash))
        {
            context.Fault("", "The hash is neither bcrypt ($2a$, $2b$, $2x$ or $2y$, then cost and 53 characters) nor base64 of it.");
        }
        else if (BcryptText.CostOf(hash) is var cost and (< LowestCost or > HighestCost))
        {
            context.Warn("", $"The hash has cost {cost}; sign-in takes {LowestCost} to {HighestCost} only, 12 is a good choice.");
        }
    }
}
