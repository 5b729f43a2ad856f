using System.Globalization;
using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration;

/// <summary>Where a key stands: the file as named on the command line, the lines (1-based), and their text with secrets hidden.</summary>
/// <param name="Parents">The lines of the keys that it stands under, outermost first.</param>
public sealed record YamlLocation(string File, int Line, int LastLine, IReadOnlyList<string> Lines, IReadOnlyList<string> Parents)
{
    /// <summary>The key with its parents, as it could stand in a file of its own.</summary>
    public string Snippet => string.Join('\n', Parents.Concat(Lines));

    /// <summary>"/etc/dex/config.yaml, line 41".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line}");
}

/// <summary>Remembers the text that a configuration was read from, so that the console can show where a setting is pinned.</summary>
public sealed class ConfigurationSource
{
    private readonly string[] _lines;
    private readonly YamlNode _root;
    private readonly IReadOnlyList<(int First, int Last)> _secrets;

    internal ConfigurationSource(string name, bool isFile, string text, YamlNode root, BindingReport report)
    {
        Name = name;
        IsFile = isFile;
        StatedKeys = isFile ? report.Stated : new HashSet<string>();
        _lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
        _root = root;
        _secrets = report.SecretLines;
    }

    /// <summary>The path as given on the command line; of the embedded default, what to call it.</summary>
    public string Name { get; }

    /// <summary>False for the embedded default, whose keys have no lines.</summary>
    public bool IsFile { get; }

    /// <summary>The keys that the file gives a value, dotted, in the spelling of the manual; empty for the embedded default.</summary>
    public IReadOnlySet<string> StatedKeys { get; }

    /// <summary>The keys that a variable gave a value, with its name; empty for a file.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Finds <c>oauth2.grantTypes</c> or <c>staticClients[2].name</c>; null when the file does not have the key.</summary>
    public YamlLocation? Locate(string path)
    {
        var node = _root;
        (int First, int Last) lines = (0, 0);
        var parents = new List<int>();
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Step(node, step) is not { } next)
            {
                return null;
            }

            parents.Add(lines.First);
            (node, lines) = next;
        }

        return lines.First == 0 || !IsFile
            ? null
            : new YamlLocation(
                Name,
                lines.First,
                lines.Last,
                Excerpt(lines.First, lines.Last),
                [.. parents.Where(parent => parent > 0 && parent < lines.First).Distinct().SelectMany(parent => Excerpt(parent, parent))]);
    }

    private static (YamlNode Node, (int First, int Last) Lines)? Step(YamlNode node, string step)
    {
        if (node is YamlMap map && map.Find(step) is { } entry)
        {
            return (entry.Value, (entry.Line, entry.LastLine));
        }

        return node is YamlList list && step.StartsWith('[')
            && int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < list.Items.Count
            ? (list.Items[index], (list.Items[index].Line, list.Items[index].LastLine))
            : null;
    }

    private List<string> Excerpt(int first, int last)
    {
        var excerpt = new List<string>();
        for (var line = first; line <= last && line <= _lines.Length; line++)
        {
            excerpt.Add(Hide(line));
        }

        return excerpt;
    }

    /// <summary>Shows the key of a secret and nothing behind it; a line that continues a secret is hidden whole.</summary>
    private string Hide(int line)
    {
        var text = _lines[line - 1];
        if (!_secrets.Any(secret => secret.First <= line && line <= secret.Last))
        {
            return text;
        }

        var colon = _secrets.Any(secret => secret.First == line) ? text.IndexOf(':', StringComparison.Ordinal) : -1;
        return (colon < 0 ? "" : text[..(colon + 1)] + " ") + "(hidden)";
    }
}
