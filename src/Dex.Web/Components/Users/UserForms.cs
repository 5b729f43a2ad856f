using Dex.Domain.Users;
using FluentValidation;

namespace Dex.Web.Components.Users;

/// <summary>The domain's rules for accounts as a form asks for them.</summary>
public static class UserForms
{
    private static readonly LocalUserDraftValidator _rules = new();

    /// <summary>For the parameter <c>Validation</c> of a form whose model is a <see cref="LocalUserDraft"/>.</summary>
    public static Func<object, string, Task<IEnumerable<string>>> Validate { get; } = async (model, property) =>
    {
        var context = ValidationContext<LocalUserDraft>.CreateWithOptions((LocalUserDraft)model, options => options.IncludeProperties(property));
        return (await _rules.ValidateAsync(context)).Errors.Select(error => error.ErrorMessage);
    };

    public static ILookup<string, string> NoFaults { get; } = Array.Empty<string>().ToLookup(fault => fault);

    /// <summary>Every fault of the whole draft, by property.</summary>
    public static ILookup<string, string> Faults(LocalUserDraft draft) =>
        _rules.Validate(draft).Errors.ToLookup(error => error.PropertyName.Split('[')[0], error => error.ErrorMessage, StringComparer.Ordinal);
}
