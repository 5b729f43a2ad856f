using Dex.Domain.Administration;

namespace Dex.Tests.Unit.Fakes;

/// <summary>A gate that is open or shut for everybody.</summary>
internal sealed class FixedGate(bool isOpen) : IAdministratorGate
{
    public static FixedGate Open { get; } = new(true);

    public static FixedGate Shut { get; } = new(false);

    public ValueTask<bool> IsAdministratorAsync(Administrator person, CancellationToken ct) => new(isOpen);
}
