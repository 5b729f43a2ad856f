namespace Dex.Infrastructure.Configuration.Yaml;

/// <summary>A node of a YAML document that remembers its lines (1-based; 0 for a node that no file holds).</summary>
public abstract class YamlNode(int line, int lastLine)
{
    public int Line { get; } = line;

    public int LastLine { get; } = lastLine;

    /// <summary>How many nodes this one stands for once aliases are followed; bounds what a small file can blow up to.</summary>
    internal abstract long Weight { get; }

    /// <summary>What the node is, as a fault message says it: "text", "a list".</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value, kept as written, because a text key takes the characters of the file (<c>1.2</c> stays <c>1.2</c>).</summary>
public sealed class YamlScalar(string text, bool isPlain, int line = 0, int lastLine = 0) : YamlNode(line, lastLine)
{
    public string Text { get; } = text;

    /// <summary>False when quotes, a block style or a <c>!!str</c> tag make the value text whatever it looks like.</summary>
    public bool IsPlain { get; } = isPlain;

    public YamlScalarKind ScalarKind { get; } = isPlain ? YamlScalarRules.Resolve(text) : YamlScalarKind.Text;

    public override string Kind => ScalarKind switch
    {
        YamlScalarKind.Null => "nothing",
        YamlScalarKind.Boolean => "true or false",
        YamlScalarKind.WholeNumber or YamlScalarKind.Number => "a number",
        _ => "text",
    };

    internal override long Weight => 1;
}

/// <summary>A sequence in file order.</summary>
public sealed class YamlList(IReadOnlyList<YamlNode> items, int line = 0, int lastLine = 0) : YamlNode(line, lastLine)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";

    internal override long Weight { get; } = 1 + items.Sum(item => item.Weight);
}

/// <summary>One key of a map. Its lines run from the key to the end of its value as written here, also when the value is an alias.</summary>
public sealed record YamlEntry(string Key, YamlNode Value, int Line, int LastLine);

/// <summary>A mapping; merge keys are resolved, and of a repeated key only the last is left.</summary>
public sealed class YamlMap(IReadOnlyList<YamlEntry> entries, int line = 0, int lastLine = 0) : YamlNode(line, lastLine)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public override string Kind => "a map";

    internal override long Weight { get; } = 1 + entries.Sum(entry => entry.Value.Weight);

    /// <summary>Go's rule: the exact spelling wins, else the last one that differs in case only.</summary>
    public YamlEntry? Find(string key) =>
        Entries.LastOrDefault(entry => entry.Key == key)
        ?? Entries.LastOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
}
