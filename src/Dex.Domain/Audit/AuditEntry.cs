using System.Collections.Immutable;
using Dex.Domain.Administration;

namespace Dex.Domain.Audit;

/// <summary>One administrative change: who, what, before and after per field, when, from where. Written in the transaction of the change.</summary>
public sealed record AuditEntry
{
    /// <summary>Assigned by the store, ascending.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The e-mail address of the administrator.</summary>
    public required string Actor { get; init; }

    /// <summary>The client address; empty when unknown.</summary>
    public required string Address { get; init; }

    /// <summary>Dotted verb in the past tense, such as <c>client.created</c> or <c>secret.deactivated</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>client</c>, <c>user</c>, <c>identity</c>, <c>settings</c>, <c>keys</c>, <c>administrator</c>.</summary>
    public required string SubjectType { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>What changed; never a secret, only labels and fingerprints.</summary>
    public ImmutableArray<FieldChange> Changes { get; init; } = [];

    public static AuditEntry By(
        Administrator actor, DateTimeOffset at, string action, string subjectType, string subjectId, params ImmutableArray<FieldChange> changes) => new()
        {
            At = at,
            Actor = actor.Email,
            Address = actor.Address,
            Action = action,
            SubjectType = subjectType,
            SubjectId = subjectId,
            Changes = changes,
        };
}

/// <summary>A field before and after, as text for people; null where the field had no value.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);
