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
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file that cannot be read is a reading with one fault.</summary>
    public ConfigurationReading ReadFile(string path, ListenAddresses? addresses = null)
    {
        try
        {
            return ReadText(File.ReadAllText(path, StrictUtf8), path, addresses);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, null, "The file is not UTF-8 text.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            return Unreadable(path, null, $"The file cannot be read: {Shown.Text(exception.Message)}");
        }
    }

    /// <param name="name">The name under which messages speak of the text.</param>
    public ConfigurationReading ReadText(string yaml, string name, ListenAddresses? addresses = null)
    {
        try
        {
            var (root, replaced) = YamlDocumentReader.Read(yaml);
            var report = new BindingReport();
            var bound = Bind(root, report);
            var source = new ConfigurationSource(name, isFile: true, yaml, root, report);
            return Judge((addresses ?? ListenAddresses.FromFile).Over(bound), source, report, [
                .. replaced.Select(entry => new ConfigurationFinding(
                    entry.Key, entry.Line, "The key is written again further down; the last one counts.")),
                .. UnservedSettings.Warnings(report, addresses ?? ListenAddresses.FromFile, environment),
            ]);
        }
        catch (YamlSyntaxException exception)
        {
            return Unreadable(
                name, exception.Line > 0 ? exception.Line : null, $"The file is not YAML: {Shown.Text(exception.Message)}");
        }
    }

    /// <summary>The configuration of a start without a file: what the variables of dex's container image say over our defaults.</summary>
    public ConfigurationReading ReadEmbedded(EmbeddedDefault embedded)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        var root = embedded.ToTree(environment);
        var report = new BindingReport();
        var bound = Bind(root, report);
        var source = new ConfigurationSource("the embedded default", isFile: false, "", root, report)
        {
            Variables = embedded.VariablesIn(environment),
        };
        var reading = Judge(
            bound, source, report, [.. UnservedSettings.Warnings(report, ListenAddresses.FromFile, environment)]);
        return embedded.InTermsOfVariables(reading, environment);
    }

    private DexConfiguration Bind(YamlNode root, BindingReport report)
    {
        var binder = new ConfigurationBinder(report);
        return new SettingsShape(binder, report, environment).Apply(binder.Bind<DexConfiguration>(root, ""));
    }

    private ConfigurationReading Judge(
        DexConfiguration configuration, ConfigurationSource source, BindingReport report, IEnumerable<ConfigurationFinding> further)
    {
        var judged = new ConfigurationJudgement(source, report, environment).Judge(configuration);
        return new ConfigurationReading(source, configuration, judged.Faults, [.. judged.Warnings, .. further]);
    }

    private static ConfigurationReading Unreadable(string name, int? line, string message) => new(
        new ConfigurationSource(name, isFile: true, "", new YamlMap([]), new BindingReport()),
        new DexConfiguration(),
        [new ConfigurationFinding("", line, message)],
        []);
}
