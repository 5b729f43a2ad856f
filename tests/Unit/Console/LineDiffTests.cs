using Dex.Web.Components.Parts;
using FsCheck.Xunit;
using Xunit;

namespace Dex.Tests.Unit.Console;

public sealed class LineDiffTests
{
    [Fact]
    public void A_line_that_goes_is_numbered_as_before_and_one_that_comes_as_after()
    {
        var lines = LineDiff.Between("a\nb\nc\n", "a\nc\nd\n", context: 1);

        Assert.Equal(
            [
                new DiffLine(LineChange.Same, 1, "a"),
                new DiffLine(LineChange.Removed, 2, "b"),
                new DiffLine(LineChange.Same, 2, "c"),
                new DiffLine(LineChange.Added, 3, "d"),
            ],
            lines);
    }

    [Fact]
    public void What_does_not_differ_is_empty() => Assert.Empty(LineDiff.Between("a\nb", "a\nb\n"));

    [Fact]
    public void Lines_far_from_a_change_become_one_gap() =>
        Assert.Equal(
            [LineChange.Removed, LineChange.Added, LineChange.Gap, LineChange.Removed, LineChange.Added],
            LineDiff.Between("1\n2\n3\n4\n5", "x\n2\n3\n4\ny", context: 0).Select(line => line.Change));

    [Property]
    public bool The_lines_that_stay_and_go_are_the_old_text_and_those_that_stay_and_come_the_new(byte[] before, byte[] after)
    {
        var (old, fresh) = (Text(before), Text(after));
        var lines = LineDiff.Between(old, fresh, context: 1000);

        return lines.Count == 0
            ? old == fresh
            : Joined(lines, LineChange.Added) == old && Joined(lines, LineChange.Removed) == fresh;
    }

    private static string Text(byte[] lines) => string.Join('\n', lines.Select(line => line % 4));

    private static string Joined(IReadOnlyList<DiffLine> lines, LineChange without) =>
        string.Join('\n', lines.Where(line => line.Change != without).Select(line => line.Text));
}
