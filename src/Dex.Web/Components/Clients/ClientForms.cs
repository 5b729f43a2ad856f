using Dex.Domain.Clients;
using FluentValidation;

namespace Dex.Web.Components.Clients;

/// <summary>The domain's rules for clients as a form asks for them: one property at a time.</summary>
public static class ClientForms
{
    private static readonly ClientDraftValidator _rules = new();

    /// <summary>For the parameter <c>Validation</c> of a form whose model is a <see cref="ClientDraft"/>.</summary>
    public static Func<object, string, Task<IEnumerable<string>>> Validate { get; } = async (model, property) =>
    {
        var context = ValidationContext<ClientDraft>.CreateWithOptions((ClientDraft)model, options => options.IncludeProperties(property));
        return (await _rules.ValidateAsync(context)).Errors.Select(error => error.ErrorMessage);
    };

    /// <summary>Every fault of the whole draft, by property.</summary>
    public static ILookup<string, string> Faults(ClientDraft draft) =>
        _rules.Validate(draft).Errors.ToLookup(error => error.PropertyName.Split('[')[0], error => error.ErrorMessage, StringComparer.Ordinal);
}
