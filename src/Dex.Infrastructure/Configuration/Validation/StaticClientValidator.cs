using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>Where a client's id and secret come from.</summary>
internal sealed class StaticClientValidator : AbstractValidator<StaticClientConfiguration>
{
    private const int WeakSecretLength = 16;

    public StaticClientValidator(ConfigurationEnvironment environment)
    {
        RuleFor(c => c.Id).NotEmpty().When(c => c.IdEnv.Length == 0)
            .WithMessage("A client needs an id; write id, or idEnv with the name of a variable that holds it.");
        RuleFor(c => c.IdEnv).Empty().When(c => c.Id.Length > 0)
            .WithMessage(c => $"id and idEnv of client {Shown.Quoted(c.Id)} exclude each other; keep one.");
        RuleFor(c => c.Secret).NotEmpty().When(c => c.SecretEnv.Length == 0 && !c.Public)
            .WithMessage(c => $"Client {Shown.Quoted(c.Id)} needs a secret; write secret or secretEnv, or public: true for an "
                + "application that cannot keep one.");
        RuleFor(c => c.SecretEnv).Empty().When(c => c.Secret.Length > 0)
            .WithMessage(c => $"secret and secretEnv of client {Shown.Quoted(c.Id)} exclude each other; keep one.");

        RuleFor(c => c.IdEnv).Must(name => name.Length == 0 || environment[name].Length > 0).WithSeverity(Severity.Warning)
            .WithMessage((_, name) => $"The variable {Shown.Text(name)} is not set, so the client is left out.");
        RuleFor(c => c.SecretEnv).Must(name => name.Length == 0 || environment[name].Length > 0).WithSeverity(Severity.Warning)
            .WithMessage((_, name) => $"The variable {Shown.Text(name)} is not set, so the client has no secret and nobody gets in.");
        RuleFor(c => c.Secret).Must(secret => secret.Length is 0 or >= WeakSecretLength).WithSeverity(Severity.Warning)
            .WithMessage($"The secret is shorter than {WeakSecretLength} characters and can be guessed; write 32 random ones.");
        RuleFor(c => c.SecretEnv).Must(name => environment[name].Length is 0 or >= WeakSecretLength).WithSeverity(Severity.Warning)
            .WithMessage($"The secret is shorter than {WeakSecretLength} characters and can be guessed; write 32 random ones.");
    }
}
