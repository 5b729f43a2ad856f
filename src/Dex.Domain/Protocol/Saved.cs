using System.Diagnostics.CodeAnalysis;

namespace Dex.Domain.Protocol;

/// <summary>Why administration did not save: a message for people and the property that it stands beside (empty: the whole).</summary>
/// <param name="Code">Stable: <c>invalid</c>, <c>exists</c>, <c>missing</c>, <c>conflict</c>, <c>read_only</c>, <c>forbidden</c>, <c>limit</c>.</param>
public sealed record Refusal(string Code, string Message, string Property = "");

/// <summary>The answer of administration: the stored value, or every reason why it was not stored.</summary>
public sealed class Saved<T>
    where T : class
{
    private Saved(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    public T? Value { get; }

    /// <summary>Empty when saved.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    public bool Failed => Value is null;

    /// <summary>True when somebody else saved first; the caller shows base, theirs and yours.</summary>
    public bool IsConflict => Refusals.Any(refusal => refusal.Code == "conflict");

#pragma warning disable CA2225 // As with Result: a command reads `return refusal` and `return stored`.
    public static implicit operator Saved<T>(T value) => new(value, []);

    public static implicit operator Saved<T>(Refusal refusal) => new(null, [refusal]);

    public static implicit operator Saved<T>(Refusal[] refusals) => new(null, refusals);
#pragma warning restore CA2225
}
