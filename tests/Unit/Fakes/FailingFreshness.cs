using Dex.Domain.Policies;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Says that everything is fresh, until a test wants it to fail.</summary>
internal sealed class FailingFreshness : ISnapshotFreshness
{
    /// <summary>Null: nothing fails.</summary>
    public Exception? Failure { get; set; }

    public ValueTask EnsureAsync(CancellationToken ct) => Failure is null ? default : ValueTask.FromException(Failure);
}
