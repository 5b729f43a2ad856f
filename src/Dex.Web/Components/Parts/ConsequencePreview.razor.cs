using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Microsoft.AspNetCore.Components;
using Grants = Dex.Domain.Protocol.GrantTypes;

namespace Dex.Web.Components.Parts;

/// <summary>Draws a <see cref="SettingsPreview"/> and measures, from the activity record, whom it touches.</summary>
public sealed partial class ConsequencePreview
{
    // As many as fit beside the list of grants; the rest is summed up in one line.
    private const int Shown = 6;

    private IReadOnlyList<DiffLine> _lines = [];

    [Parameter, EditorRequired]
    public SettingsPreview Preview { get; set; } = default!;

    /// <summary>Raised when the clients have been counted.</summary>
    [Parameter]
    public EventCallback<AffectedClients> OnMeasured { get; set; }

    [Inject]
    private AffectedClientsReader Reader { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string ChangedFields
    {
        get
        {
            var all = Preview.DocumentAfter.Members.Select(member => member.Name)
                .Union(Preview.DocumentBefore.Members.Select(member => member.Name), StringComparer.Ordinal).Count();
            var changed = Preview.ChangedMembers.Count;
            return $"{changed} of {all} fields {(changed == 1 ? "changes" : "change")}.";
        }
    }

    protected override void OnParametersSet() =>
        _lines = [.. Preview.Lines.Select(line => new DiffLine(
            line.Change switch
            {
                DocumentChange.Added => LineChange.Added,
                DocumentChange.Removed => LineChange.Removed,
                _ => LineChange.Same,
            },
            line.Number,
            line.Text))];

    private static string Listed(IReadOnlyList<string> grants) => string.Join(" or ", grants.Select(Grants.ShortName));

    private static string ClientHref(AffectedClient one) => $"clients/{Uri.EscapeDataString(one.Client.Id)}/overview";

    private static string? Rest(IReadOnlyList<AffectedClient> all) => all.Count <= Shown
        ? null
        : $"And {Amount.Of(all.Count - Shown)} more, with {Amount.Of(all.Skip(Shown).Sum(one => one.Calls), "call", "calls")} in 30 days.";

    private async Task<AffectedClients> MeasureAsync(CancellationToken ct)
    {
        var affected = await Reader.ReadAsync(Preview, ct);
        await OnMeasured.InvokeAsync(affected);
        return affected;
    }

    private string Gain(AffectedClient one) => (one.Client.Health(Clock.GetUtcNow()), one.Client.AllowedGrantTypes) switch
    {
        (SecretHealth.NoneLive, _) => "It has no live secret yet, so it works once it has one.",
        (_, null) => "It may use whatever this server serves, so it works from the first request.",
        _ => "Its own list already allows it, so it works from the first request.",
    };
}
