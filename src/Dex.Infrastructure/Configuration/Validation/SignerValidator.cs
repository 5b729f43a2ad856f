using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class SignerValidator : AbstractValidator<SignerConfiguration>
{
    public SignerValidator()
    {
        RuleFor(s => s.Type).Custom(CheckType);
        When(s => s.Type == SignerConfiguration.LocalType, () =>
        {
            RuleFor(s => s.Local.KeysRotationPeriod).NotNull()
                .WithMessage("The local signer needs its rotation period; write for example keysRotationPeriod: 6h.");
            RuleFor(s => s.Local.KeysRotationPeriod).Must(period => period is null or { IsPositive: true })
                .WithSeverity(Severity.Warning)
                .WithMessage((_, period) => $"{period} is no time to wait; {LocalSignerSettings.DefaultRotationPeriod} is used.");
            RuleFor(s => s.Local.Algorithm)
                .Must(algorithm => LocalSignerSettings.Algorithms.Contains(algorithm, StringComparer.Ordinal))
                .WithMessage((_, algorithm) => $"The local signer cannot sign with {Shown.Quoted(algorithm)}; "
                    + $"write one of {Shown.Listed(LocalSignerSettings.Algorithms)}.");
        });
    }

    private static void CheckType(string type, ValidationContext<SignerConfiguration> context)
    {
        var problem = type switch
        {
            SignerConfiguration.LocalType => null,
            "" => "The signer type is missing; write local, or leave the section out.",
            "vault" => "The vault signer is not offered in this version; use local, whose keys are encrypted in the database.",
            _ => $"The signer type {Shown.Quoted(type)} is unknown; write local.",
        };
        if (problem is not null)
        {
            context.Fault("", problem);
        }
    }
}
