using Dex.Domain.Authorization;
using Dex.Domain.Policies;

namespace Dex.Web.Endpoints.SignIn;

/// <summary>The door that all steps of the browser flow share: HTTP ends in front of the step, and begins again behind it.</summary>
internal sealed class FlowDoor(ISnapshotFreshness freshness, FlowWriter writer)
{
    public async Task OpenAsync(HttpContext context, Func<FlowVisit, CancellationToken, ValueTask<FlowOutcome>> step)
    {
        var ct = context.RequestAborted;
        var visit = await FlowVisit.ReadAsync(context, ct);
        if (visit.Failed)
        {
            await writer.WriteAsync(context, new DisplayedFailure(
                visit.Error, visit.Error.Rule.Status, "The server cannot read what it was asked.", "Go back to the application and start again."));
            return;
        }

        await freshness.EnsureAsync(ct);
        await writer.WriteAsync(context, await step(visit.Value, ct));
    }
}
