namespace Dex.Web.Components.Parts;

/// <summary>What happened to a line.</summary>
public enum LineChange
{
    /// <summary>It stays.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It goes.</summary>
    Removed,

    /// <summary>Stands for lines that stay and are not shown.</summary>
    Gap,
}

/// <summary>One line of <see cref="CodeDiff"/>.</summary>
/// <param name="Change">What happened to it.</param>
/// <param name="Number">Its number, counted from one: in the new text, or in the old one when it goes. Zero for a gap.</param>
/// <param name="Text">The line without its end; empty for a gap.</param>
public sealed record DiffLine(LineChange Change, int Number, string Text);

/// <summary>Compares two texts line by line.</summary>
public static class LineDiff
{
    /// <summary>
    /// The shortest edit from one text to the other, with so many lines of context around each change. Empty when nothing differs.
    /// Meant for documents of some hundred lines: time and memory grow with the product of both lengths.
    /// </summary>
    public static IReadOnlyList<DiffLine> Between(string before, string after, int context = 3)
    {
        var all = Whole(Lines(before), Lines(after));
        var near = new bool[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Change != LineChange.Same)
            {
                Array.Fill(near, true, Math.Max(0, i - context), Math.Min(all.Count - 1, i + context) - Math.Max(0, i - context) + 1);
            }
        }

        return near.Contains(true) ? Shorten(all, near) : [];
    }

    private static List<DiffLine> Shorten(List<DiffLine> all, bool[] near)
    {
        var shown = new List<DiffLine>();
        for (var i = 0; i < all.Count; i++)
        {
            if (near[i])
            {
                shown.Add(all[i]);
            }
            else if (shown is [.., { Change: not LineChange.Gap }])
            {
                shown.Add(new DiffLine(LineChange.Gap, 0, ""));
            }
        }

        if (shown is [.., { Change: LineChange.Gap }])
        {
            shown.RemoveAt(shown.Count - 1);
        }

        return shown;
    }

    private static List<DiffLine> Whole(string[] before, string[] after)
    {
        var common = Common(before, after);
        var lines = new List<DiffLine>();
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add(new DiffLine(LineChange.Same, j + 1, after[j]));
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new DiffLine(LineChange.Removed, i + 1, before[i]));
                i++;
            }
            else
            {
                lines.Add(new DiffLine(LineChange.Added, j + 1, after[j]));
                j++;
            }
        }

        return lines;
    }

    // common[i, j] is the length of the longest common subsequence of both tails.
    private static int[,] Common(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
