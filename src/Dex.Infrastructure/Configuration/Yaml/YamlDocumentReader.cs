using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dex.Infrastructure.Configuration.Yaml;

/// <summary>A document that is no YAML, or more than a configuration can be.</summary>
public sealed class YamlSyntaxException(string message, int line, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>1-based; zero when unknown.</summary>
    public int Line { get; } = line;
}

/// <summary>
/// Reads the first document of a YAML text into a tree with line numbers: aliases followed, merge keys resolved, the last
/// of repeated keys kept. Repetitions are collected, because a forgotten second block is a common mistake.
/// </summary>
public sealed class YamlDocumentReader
{
    private const int MaximumDepth = 64;
    private const long MaximumWeight = 1_000_000;

    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly List<YamlEntry> _repeated = [];
    private readonly Parser _parser;

    private YamlDocumentReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The tree (an empty map for an empty document) and the entries that a later one of the same key replaced.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML.</exception>
    public static (YamlNode Root, IReadOnlyList<YamlEntry> Replaced) Read(string text)
    {
        var reader = new YamlDocumentReader(text);
        try
        {
            return (reader.ReadDocument(), reader._repeated);
        }
        catch (YamlException exception)
        {
            throw new YamlSyntaxException(exception.Message, (int)exception.Start.Line, exception);
        }
        catch (InvalidOperationException exception)
        {
            // The library's scanner gives up in this way on some texts, such as a flow sequence that goes on unindented.
            throw new YamlSyntaxException("The text breaks off in the middle of a value.", (int)(reader._parser.Current?.End.Line ?? 0), exception);
        }
    }

    private YamlNode ReadDocument()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current is DocumentStart)
            {
                _parser.MoveNext();
                return ReadNode(0).Node;
            }
        }

        return new YamlMap([]);
    }

    /// <summary>Reads the current event; afterwards the parser stands on the last event of the node.</summary>
    private (YamlNode Node, int LastLine) ReadNode(int depth)
    {
        var at = _parser.Current!;
        if (depth > MaximumDepth)
        {
            throw new YamlSyntaxException($"The nesting is deeper than {MaximumDepth} levels.", LineOf(at));
        }

        if (at is AnchorAlias alias)
        {
            return _anchors.TryGetValue(alias.Value.Value, out var anchored)
                ? (anchored, LineOf(at))
                : throw new YamlSyntaxException($"The alias *{alias.Value.Value} has no anchor before it.", LineOf(at));
        }

        YamlNode node = at switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadList(start, depth),
            MappingStart start => ReadMap(start, depth),
            _ => throw new YamlSyntaxException("A value is missing.", LineOf(at)),
        };
        if (node.Weight > MaximumWeight)
        {
            throw new YamlSyntaxException("The aliases multiply to more than a configuration can hold.", LineOf(at));
        }

        if (at is NodeEvent { Anchor.IsEmpty: false } named)
        {
            _anchors[named.Anchor.Value] = node;
        }

        return (node, node.LastLine);
    }

    private static YamlScalar ReadScalar(Scalar scalar)
    {
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "!" or "tag:yaml.org,2002:str");
        return new YamlScalar(scalar.Value, !isText, LineOf(scalar), EndOf(scalar));
    }

    private YamlList ReadList(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        var last = LineOf(start);
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            var (item, end) = ReadNode(depth + 1);
            items.Add(item);
            last = Math.Max(last, end);
        }

        return new YamlList(items, LineOf(start), start.Style == SequenceStyle.Flow ? EndOf(_parser.Current!) : last);
    }

    private YamlMap ReadMap(MappingStart start, int depth)
    {
        var own = new List<YamlEntry>();
        var merged = new List<YamlMap>();
        var last = LineOf(start);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var keyLine = LineOf(_parser.Current!);
            if (ReadNode(depth + 1).Node is not YamlScalar key)
            {
                throw new YamlSyntaxException("A key must be a single value.", keyLine);
            }

            _parser.MoveNext();
            var (value, end) = ReadNode(depth + 1);
            last = Math.Max(last, end);
            if (key is { IsPlain: true, Text: "<<" })
            {
                merged.AddRange(MergedMaps(value, keyLine));
                continue;
            }

            Replace(own, new YamlEntry(key.Text, value, keyLine, Math.Max(keyLine, end)));
        }

        return new YamlMap(
            WithMerged(own, merged), LineOf(start), start.Style == MappingStyle.Flow ? EndOf(_parser.Current!) : last);
    }

    private void Replace(List<YamlEntry> entries, YamlEntry entry)
    {
        var earlier = entries.FindIndex(other => other.Key == entry.Key);
        if (earlier >= 0)
        {
            _repeated.Add(entries[earlier]);
            entries.RemoveAt(earlier);
        }

        entries.Add(entry);
    }

    private static IEnumerable<YamlMap> MergedMaps(YamlNode value, int line) => value switch
    {
        YamlMap map => [map],
        YamlList list when list.Items.All(item => item is YamlMap) => list.Items.Cast<YamlMap>(),
        _ => throw new YamlSyntaxException("A merge key (<<) takes a map or a list of maps.", line),
    };

    /// <summary>A key of the map itself wins over a merged one, and an earlier merged map over a later.</summary>
    private static List<YamlEntry> WithMerged(List<YamlEntry> own, List<YamlMap> merged)
    {
        var known = own.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        own.AddRange(merged.SelectMany(map => map.Entries).Where(entry => known.Add(entry.Key)).ToList());
        return own;
    }

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    /// <summary>A block scalar ends at the first column of the line after it.</summary>
    private static int EndOf(ParsingEvent at)
    {
        var line = (int)(at.End.Column <= 1 ? at.End.Line - 1 : at.End.Line);
        return Math.Max(line, LineOf(at));
    }
}
