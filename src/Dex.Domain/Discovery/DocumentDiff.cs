using System.Text;

namespace Dex.Domain.Discovery;

/// <summary>
/// What changes between two discovery documents, line by line and member by member. A line that gains or loses nothing but the comma that
/// its neighbour needs counts as the same line.
/// </summary>
public static class DocumentDiff
{
    /// <summary>The names of the members that appear, vanish or have another value, in the order of <paramref name="after"/>, vanished ones last.</summary>
    public static IReadOnlyList<string> ChangedMembers(DiscoveryDocument before, DiscoveryDocument after)
    {
        var old = before.Members.ToDictionary(member => member.Name, StringComparer.Ordinal);
        var kept = after.Members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. after.Members
                .Where(member => !old.TryGetValue(member.Name, out var previous) || !SameValue(previous.Value, member.Value))
                .Select(member => member.Name),
            .. before.Members.Select(member => member.Name).Where(name => !kept.Contains(name)),
        ];
    }

    /// <summary>The items of a list that were added; empty for other values.</summary>
    public static IReadOnlyList<string> AddedItems(object? before, object after) =>
        after is IEnumerable<string> now
            ? [.. now.Except(before is IEnumerable<string> old ? old : [], StringComparer.Ordinal)]
            : [];

    /// <summary>The lines of all members that change, with what stays inside them; empty when nothing changes.</summary>
    public static IReadOnlyList<DocumentLine> Lines(DiscoveryDocument before, DiscoveryDocument after)
    {
        var changed = ChangedMembers(before, after).ToHashSet(StringComparer.Ordinal);
        return [.. Compare(Owned(before), Owned(after)).Where(line => changed.Contains(line.Owner)).Select(line => line.Line)];
    }

    private static bool SameValue(object before, object after) => (before, after) switch
    {
        (string old, string now) => old == now,
        (IEnumerable<string> old, IEnumerable<string> now) => old.SequenceEqual(now, StringComparer.Ordinal),
        _ => Equals(before, after),
    };

    // Every line with the member that it belongs to. Members are indented by two blanks, what is inside them by more.
    private static List<OwnedLine> Owned(DiscoveryDocument document)
    {
        var lines = new List<OwnedLine>();
        var owner = "";
        foreach (var text in Encoding.UTF8.GetString(document.Json.Span).Split('\n'))
        {
            owner = text.StartsWith("  \"", StringComparison.Ordinal) ? text[3..text.IndexOf('"', 3)] : owner;
            lines.Add(new OwnedLine(text.Length > 1 ? owner : "", text));
        }

        return lines;
    }

    // The longest common subsequence; a document has some fifty lines, so the quadratic table is small.
    private static List<(string Owner, DocumentLine Line)> Compare(List<OwnedLine> before, List<OwnedLine> after)
    {
        var length = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
            {
                length[i, j] = before[i].IsSame(after[j]) ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var lines = new List<(string, DocumentLine)>();
        var (old, now) = (0, 0);
        while (old < before.Count || now < after.Count)
        {
            if (old < before.Count && now < after.Count && before[old].IsSame(after[now]))
            {
                lines.Add((after[now].Owner, new DocumentLine(DocumentChange.None, now + 1, after[now].Text)));
                (old, now) = (old + 1, now + 1);
            }
            else if (now == after.Count || (old < before.Count && length[old + 1, now] >= length[old, now + 1]))
            {
                lines.Add((before[old].Owner, new DocumentLine(DocumentChange.Removed, old + 1, before[old].Text)));
                old++;
            }
            else
            {
                lines.Add((after[now].Owner, new DocumentLine(DocumentChange.Added, now + 1, after[now].Text)));
                now++;
            }
        }

        return lines;
    }

    private sealed record OwnedLine(string Owner, string Text)
    {
        public bool IsSame(OwnedLine other) => Owner == other.Owner && Text.AsSpan().TrimEnd(',').SequenceEqual(other.Text.AsSpan().TrimEnd(','));
    }
}

/// <param name="Number">The line number, from one: in the old document for a removed line, in the new one otherwise.</param>
/// <param name="Text">Without the line break.</param>
public sealed record DocumentLine(DocumentChange Change, int Number, string Text);

/// <summary>What happened to a line.</summary>
public enum DocumentChange
{
    None,
    Added,
    Removed,
}
