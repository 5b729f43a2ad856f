using System.Text;
using Dex.Infrastructure.Configuration.Binding;
using Dex.Infrastructure.Configuration.Validation;
using Dex.Infrastructure.Configuration.Yaml;

namespace Dex.Infrastructure.Configuration;

/// <summary>
/// Reads a configuration in dex's format: text to tree (<see cref="YamlDocumentReader"/>), tree to records
/// (<see cref="ConfigurationBinder"/>), then the judgement of <see cref="ConfigurationValidator"/>. Every fault is collected.
/// </summary>
public sealed class ConfigurationReader(ConfigurationEnvironment environment)
{
    /// <summary>A file that cannot be read is a reading with one fault.</summary>
    public ConfigurationReading ReadFile(string path, ListenAddresses? addresses = null)
    {
        try
        {
            return ReadText(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), path, addresses);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            var cause = exception is DecoderFallbackException ? "it is not UTF-8 text" : exception.Message;
            return Unreadable(path, new ConfigurationFinding("", null, $"The file cannot be read: {Shown.Text(cause)}"));
        }
    }

    /// <param name="file">The name under which messages speak of the text.</param>
    public ConfigurationReading ReadText(string yaml, string file, ListenAddresses? addresses = null)
    {
        try
        {
            var (root, replaced) = YamlDocumentReader.Read(yaml);
            return ReadTree(root, yaml, file, addresses ?? ListenAddresses.FromFile, replaced);
        }
        catch (YamlSyntaxException exception)
        {
            var line = exception.Line > 0 ? exception.Line : (int?)null;
            return Unreadable(file, new ConfigurationFinding("", line, $"The file is not YAML: {Shown.Text(exception.Message)}"));
        }
    }

    internal ConfigurationReading ReadTree(
        YamlNode root, string yaml, string file, ListenAddresses addresses, IReadOnlyList<YamlEntry> replaced)
    {
        var report = new BindingReport();
        var binder = new ConfigurationBinder(report);
        var shape = new SettingsShape(binder, report, environment);
        var bound = shape.Apply(binder.Bind<DexConfiguration>(root, ""));
        var source = new ConfigurationSource(file, yaml, root, report.SecretLines);
        var configuration = addresses.Over(bound);

        var judged = new ConfigurationJudgement(source, report, environment).Judge(configuration);
        var warnings = judged.Warnings.ToList();
        warnings.AddRange(replaced.Select(entry => new ConfigurationFinding(
            entry.Key, entry.Line, "The key is written again further down; the last one counts.")));
        if (UnservedKeys(report, addresses) is { Length: > 0 } unserved)
        {
            warnings.Add(new ConfigurationFinding("", null, $"Understood, and without effect in this version: {unserved}."));
        }

        return new ConfigurationReading(source, configuration, judged.Faults, warnings);
    }

    /// <summary>One list for all of them; entries of a list are named once.</summary>
    private static string UnservedKeys(BindingReport report, ListenAddresses addresses)
    {
        var outermost = report.NotServed.Where(path => !report.NotServed.Any(
            other => other != path && ConfigurationPath.IsWithin(path, other)));
        return Shown.Listed(outermost.Select(WithoutIndexes).Concat(addresses.NotServed()).Distinct(StringComparer.Ordinal));
    }

    private static string WithoutIndexes(string path)
    {
        var shown = new StringBuilder();
        var isIndex = false;
        foreach (var c in path)
        {
            isIndex = c != ']' && (isIndex || c == '[');
            if (!isIndex || c == '[')
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }

    private static ConfigurationReading Unreadable(string file, ConfigurationFinding fault) =>
        new(new ConfigurationSource(file, "", new YamlMap([]), []), new DexConfiguration(), [fault], []);
}
