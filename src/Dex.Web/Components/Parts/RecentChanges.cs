namespace Dex.Web.Components.Parts;

/// <summary>What changed within the last eight seconds, so that a page can mark it. The page is told when a mark goes.</summary>
public sealed class RecentChanges(TimeProvider clock, Action faded) : IDisposable
{
    /// <summary>How long a mark stays.</summary>
    public static TimeSpan Shown { get; } = TimeSpan.FromSeconds(8);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly List<ITimer> _timers = [];

    /// <summary>True while the mark of that name is to be drawn.</summary>
    public bool Has(string name)
    {
        lock (_lock)
        {
            return _until.TryGetValue(name, out var until) && until > clock.GetUtcNow();
        }
    }

    /// <summary>The style class of a marked row; null for any other.</summary>
    public string? Class(string name) => Has(name) ? "dx-fresh" : null;

    /// <summary>Marks anew, also what was marked already.</summary>
    public void Mark(IEnumerable<string> names)
    {
        lock (_lock)
        {
            foreach (var name in names)
            {
                _until[name] = clock.GetUtcNow() + Shown;
            }

            _timers.Add(clock.CreateTimer(_ => faded(), null, Shown, Timeout.InfiniteTimeSpan));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timers.ForEach(timer => timer.Dispose());
            _timers.Clear();
        }
    }
}
