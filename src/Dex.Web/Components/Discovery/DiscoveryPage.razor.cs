using Dex.Domain.Discovery;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Discovery;

/// <summary>
/// What do we tell the world, and is it true? The document is the very one that the endpoint serves, computed from the same snapshot; a
/// change made anywhere arrives through that snapshot.
/// </summary>
public sealed partial class DiscoveryPage : IDisposable
{
    private const string Raw = "raw";
    private const string Rendered = "";
    private const string Everything = "*";

    private static readonly Crumb[] _crumbs = [new("Protocol")];
    private static readonly (string Value, string Text)[] _views = [(Rendered, "Rendered"), (Raw, "Raw")];

    private ServerPolicy _policy = default!;
    private DiscoveryDocument _document = default!;
    private RecentChanges _changes = default!;
    private string _address = "";
    private IReadOnlyList<int> _freshLines = [];
    private Dictionary<string, IReadOnlyList<string>> _freshItems = [];
    private DiscoveryChange? _change;
    private IReadOnlyDictionary<string, ProbeResult>? _results;
    private ITimer? _aging;
    private bool _gone;

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private IKeyRingSource Keys { get; set; } = default!;

    [Inject]
    private ISigner Signer { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool IsRaw => View == Raw;

    private AnswerLine Answer => DiscoveryAnswer.Of(_document, _policy, _results, _change, Clock.GetUtcNow());

    public void Dispose()
    {
        _gone = true;
        Policies.Changed -= OnChanged;
        Keys.Changed -= OnChanged;
        _changes.Dispose();
        _aging?.Dispose();
    }

    protected override void OnInitialized()
    {
        _changes = new RecentChanges(Clock, Redraw);
        Read();
        Policies.Changed += OnChanged;
        Keys.Changed += OnChanged;
    }

    private void Read()
    {
        _policy = Policies.Current;
        _document = DiscoveryDocument.Of(_policy, Signer.Algorithm);
        _address = _policy.Issuer.Endpoint(DiscoveryDocument.Path);
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (_gone)
        {
            return;
        }

        var (policy, before) = (_policy, _document);
        Read();
        var changed = DocumentDiff.ChangedMembers(before, _document);
        if (changed.Count > 0)
        {
            Mark(before, changed);
            _change = new DiscoveryChange(changed.Count, Clock.GetUtcNow(), DiscoveryAnswer.Cause(policy, _policy));
            _aging ??= Clock.CreateTimer(_ => Redraw(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        }

        StateHasChanged();
    });

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private void Mark(DiscoveryDocument before, IReadOnlyList<string> changed)
    {
        var old = before.Members.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        _freshItems = _document.Members.Where(member => changed.Contains(member.Name, StringComparer.Ordinal))
            .ToDictionary(member => member.Name, member => DocumentDiff.AddedItems(old.GetValueOrDefault(member.Name), member.Value), StringComparer.Ordinal);
        _freshLines = [.. DocumentDiff.Lines(before, _document).Where(line => line.Change == DocumentChange.Added).Select(line => line.Number)];
        _changes.Mark([.. changed, Everything]);
    }

    private void Show(string view) => Navigation.NavigateTo(view == Raw ? "discovery?view=raw" : "discovery", replace: true);
}

/// <summary>The last change that the page has seen.</summary>
/// <param name="Cause">Who did what, as a clause; empty when not known.</param>
public sealed record DiscoveryChange(int Fields, DateTimeOffset At, string Cause);
