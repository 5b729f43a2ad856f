using FluentValidation;
using FluentValidation.Results;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>The two ways in which a rule speaks about a member of the section that it looks at.</summary>
internal static class ValidationRules
{
    public static void Fault<T>(this ValidationContext<T> context, string member, string message) =>
        context.Add(member, message, Severity.Error);

    public static void Warn<T>(this ValidationContext<T> context, string member, string message) =>
        context.Add(member, message, Severity.Warning);

    /// <summary>Warns of every entry whose key an earlier one has: the last one is what look-ups find.</summary>
    public static void WarnOfRepeats<T, TEntry>(
        this ValidationContext<T> context, string list, string member, IReadOnlyList<TEntry> entries, Func<TEntry, string> keyOf)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            var key = keyOf(entries[i]);
            if (key.Length > 0 && entries.Take(i).Any(earlier => keyOf(earlier) == key))
            {
                context.Warn($"{list}[{i}].{member}", $"{Shown.Quoted(key)} stands here again; the last entry counts.");
            }
        }
    }

    private static void Add<T>(this ValidationContext<T> context, string member, string message, Severity severity) =>
        context.AddFailure(new ValidationFailure(
            member.Length == 0 ? context.PropertyPath : context.PropertyChain.BuildPropertyPath(member), message) { Severity = severity });
}
