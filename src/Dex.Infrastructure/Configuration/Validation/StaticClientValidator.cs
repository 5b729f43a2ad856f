using Dex.Domain.Clients;
using Dex.Infrastructure.Configuration.Conversion;
using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>Where a client's id and secret come from; everything else is judged by the rules that every door to clients shares.</summary>
internal sealed class StaticClientValidator : AbstractValidator<StaticClientConfiguration>
{
    private const string Weak = "The secret is short or has few different characters; it can be guessed. Write 32 random characters or more.";

    private static readonly ClientDraftValidator Rules = new();

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
        RuleFor(c => c.RefreshTokenLifetime).Must(lifetime => StaticClientConversion.LifetimeOf(lifetime) is not null)
            .WithMessage((client, lifetime) => $"{Shown.Quoted(lifetime)} of client {Shown.Quoted(client.Id)} is neither standalone "
                + "nor session; write one of these two, or nothing.");
        RuleFor(c => c).Custom((client, context) => CheckDraft(client, environment, context));

        RuleFor(c => c.IdEnv).Must(name => name.Length == 0 || environment[name].Length > 0).WithSeverity(Severity.Warning)
            .WithMessage((_, name) => $"The variable {Shown.Text(name)} is not set, so the client is left out.");
        RuleFor(c => c.SecretEnv).Must(name => name.Length == 0 || environment[name].Length > 0).WithSeverity(Severity.Warning)
            .WithMessage((_, name) => $"The variable {Shown.Text(name)} is not set, so the client has no secret and nobody gets in.");
        RuleFor(c => c.Secret).Must(secret => secret.Length == 0 || !SecretStrength.IsWeak(secret)).WithSeverity(Severity.Warning)
            .WithMessage(Weak);
        RuleFor(c => c.SecretEnv).Must(name => environment[name].Length == 0 || !SecretStrength.IsWeak(environment[name]))
            .WithSeverity(Severity.Warning).WithMessage(Weak);
    }

    private static void CheckDraft(
        StaticClientConfiguration client, ConfigurationEnvironment environment, ValidationContext<StaticClientConfiguration> context)
    {
        var draft = StaticClientConversion.ToDraft(client, environment);
        foreach (var failure in Rules.Validate(draft).Errors)
        {
            // That the id is missing is said above, where the variable is known too.
            if (failure.PropertyName != nameof(ClientDraft.Id) || draft.Id.Length > 0)
            {
                context.Fault(StaticClientConversion.MemberOf(failure.PropertyName, draft), Shown.Text(failure.ErrorMessage));
            }
        }
    }
}
