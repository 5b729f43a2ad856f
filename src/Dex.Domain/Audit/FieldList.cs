using System.Collections.Immutable;

namespace Dex.Domain.Audit;

/// <summary>The fields of a thing as text for people: what audit records, what a conflict compares, what a summary lists.</summary>
/// <typeparam name="T">The thing; immutable.</typeparam>
public sealed class FieldList<T>(params ImmutableArray<Field<T>> fields)
    where T : class
{
    /// <summary>The fields that differ, in a fixed order. Null on either side stands for a thing that is not there.</summary>
    public ImmutableArray<FieldChange> Between(T? before, T? after) =>
    [
        .. fields
            .Select(field => new FieldChange(field.Name, before is null ? null : field.Text(before), after is null ? null : field.Text(after)))
            .Where(change => change.Before != change.After),
    ];

    /// <summary>The fields that either side changed, for two people who edited the same thing. What no form holds is no contest.</summary>
    public IReadOnlyList<FieldContest> Contest(T before, T theirs, T yours) =>
    [
        .. fields
            .Where(field => field.IsEdited)
            .Select(field => new FieldContest(field.Name, field.Text(before), field.Text(theirs), field.Text(yours)))
            .Where(contest => contest.TheyChanged || contest.YouChanged),
    ];

    /// <summary><paramref name="into"/> with one field of <paramref name="from"/>.</summary>
    public T Take(T into, T from, string field) => fields.First(known => known.Name == field).Copy(into, from);
}

/// <summary>One field.</summary>
/// <param name="Text">Its value as people read it; null where it has none.</param>
/// <param name="Copy">The first thing with the field of the second.</param>
public sealed record Field<T>(string Name, Func<T, string?> Text, Func<T, T, T> Copy)
{
    /// <summary>False for what changes by commands of its own and stands in no form.</summary>
    public bool IsEdited { get; init; } = true;
}

/// <summary>A field as it was, as somebody else saved it, and as you have it. Null where it has no value.</summary>
public sealed record FieldContest(string Field, string? Before, string? Theirs, string? Yours)
{
    public bool TheyChanged => Theirs != Before;

    public bool YouChanged => Yours != Before;

    /// <summary>Both changed it, to different values: nobody but a person can decide.</summary>
    public bool IsContested => TheyChanged && YouChanged && Theirs != Yours;
}
