using Dex.Domain.Administration;

namespace Dex.Domain.Trials;

/// <summary>
/// Sends a real request through HTTP to this very server, authenticated by a throw-away secret (<see cref="TrialSecrets"/>), and records
/// it for audit. The secret appears nowhere in the result.
/// </summary>
public interface ITrialSender
{
    Task<TrialResult> SendAsync(TrialRequest request, Administrator actor, CancellationToken ct);
}
