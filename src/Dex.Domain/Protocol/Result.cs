using System.Diagnostics.CodeAnalysis;

namespace Dex.Domain.Protocol;

/// <summary>A value, or the <see cref="OAuthError"/> that stands in its way. A class, so that it has no empty default.</summary>
public sealed class Result<T>
    where T : class
{
    private Result(T? value, OAuthError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public OAuthError? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool Failed => Error is not null;

    internal static Result<T> Of(T value) => new(value, null);

#pragma warning disable CA2225 // The conversions are the point: a rule reads `return OAuthError...` and `return value`.
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(OAuthError error) => new(null, error);
#pragma warning restore CA2225
}

/// <summary>Makes results of what no conversion applies to: values of an interface type.</summary>
public static class Result
{
    public static Result<T> Of<T>(T value)
        where T : class => Result<T>.Of(value);
}
