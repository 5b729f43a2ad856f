using Dex.Domain.Protocol;
using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class OAuth2Validator : AbstractValidator<OAuth2Configuration>
{
    public OAuth2Validator()
    {
        RuleForEach(o => o.GrantTypes).Must(GrantTypes.IsKnown)
            .WithMessage((_, name) => $"No grant bears the name {Shown.Quoted(name)}; the grants are {Shown.Listed(GrantTypes.All)}.");
        RuleFor(o => o.GrantTypes).Custom(CheckThatSomethingIsLeft);
        RuleForEach(o => o.ResponseTypes).Must(name => ResponseTypes.Legal.Contains(name, StringComparer.Ordinal))
            .WithMessage((_, name) => $"{Shown.Quoted(name)} is no response type; write one of {Shown.Listed(ResponseTypes.Legal)}.");
        RuleForEach(o => o.Pkce.CodeChallengeMethodsSupported)
            .Must(method => PkceConfiguration.KnownMethods.Contains(method, StringComparer.Ordinal))
            .WithMessage((_, method) => $"{Shown.Quoted(method)} is no code challenge method; "
                + $"write one of {Shown.Listed(PkceConfiguration.KnownMethods)}.");
    }

    /// <summary>Names only: a grant that this version cannot serve yet is still a name.</summary>
    private static void CheckThatSomethingIsLeft(IReadOnlyList<string> grants, ValidationContext<OAuth2Configuration> context)
    {
        var settings = context.InstanceToValidate;
        if (grants.Count == 0 || !grants.All(GrantTypes.IsKnown))
        {
            return;
        }

        var reasons = grants.Select(settings.WhyUnavailable).ToList();
        if (reasons.TrueForAll(reason => reason is not null))
        {
            var told = grants.Zip(reasons, (grant, reason) => $"{grant}: {reason}").Distinct();
            context.Fault("", $"The list leaves no grant that can be served. {string.Join(" ", told)}");
            return;
        }

        for (var i = 0; i < grants.Count; i++)
        {
            if (reasons[i] is { } reason)
            {
                context.Warn($"GrantTypes[{i}]", $"{grants[i]}: {reason}");
            }
        }
    }
}
