using System.Text;
using FluentValidation;

namespace Dex.Domain.Users;

/// <summary>The rules for accounts that people make, the same for the console and the API. Every message says what to write instead.</summary>
public sealed class LocalUserDraftValidator : AbstractValidator<LocalUserDraft>
{
    public LocalUserDraftValidator()
    {
        RuleFor(draft => draft.Email).Custom((email, context) =>
        {
            if (EmailRule.WhyRefused(EmailRule.Normalize(email)) is { } reason)
            {
                context.AddFailure(reason);
            }
        });
        RuleFor(draft => draft.Name)
            .MaximumLength(LocalUserLimits.Name).WithMessage($"A name has at most {LocalUserLimits.Name} characters.")
            .Must(BePlain).WithMessage("A name has no control characters.");
        RuleFor(draft => draft.Username)
            .MaximumLength(LocalUserLimits.Name).WithMessage($"A user name has at most {LocalUserLimits.Name} characters.")
            .Must(BePlain).WithMessage("A user name has no control characters.");
        RuleFor(draft => draft.PreferredUsername)
            .MaximumLength(LocalUserLimits.Name).WithMessage($"A user name has at most {LocalUserLimits.Name} characters.")
            .Must(BePlain).WithMessage("A user name has no control characters.");
        RuleFor(draft => draft.Groups)
            .Must(groups => groups.Count <= LocalUserLimits.Groups).WithMessage($"An account has at most {LocalUserLimits.Groups} groups.")
            .Must(groups => groups.Distinct(StringComparer.Ordinal).Count() == groups.Count).WithMessage("A group is named once.");
        RuleForEach(draft => draft.Groups)
            .Must(group => group.Length > 0 && group.Trim().Length == group.Length).WithMessage("A group has a name, without blanks at its ends.")
            .MaximumLength(LocalUserLimits.Group).WithMessage($"The name of a group has at most {LocalUserLimits.Group} characters.")
            .Must(BePlain).WithMessage("The name of a group has no control characters.");
    }

    // Neither NUL nor half a surrogate pair is a text for every database.
    private static bool BePlain(string text) => !text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar);
}
