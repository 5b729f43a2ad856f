using Dex.Infrastructure.Configuration.Binding;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>Faults and warnings of a configuration, in the order in which they are told.</summary>
internal sealed record JudgedFindings(IReadOnlyList<ConfigurationFinding> Faults, IReadOnlyList<ConfigurationFinding> Warnings);

/// <summary>Puts together what binding noticed and what the validator says, in the file's own paths and lines.</summary>
internal sealed class ConfigurationJudgement(
    ConfigurationSource source, BindingReport report, ConfigurationEnvironment environment)
{
    public JudgedFindings Judge(DexConfiguration configuration)
    {
        var failures = new ConfigurationValidator(environment).Validate(configuration).Errors
            .Select(failure => (failure.Severity, Finding: Located(failure.PropertyName, failure.ErrorMessage)))

            // A value that could not be read left its default behind; what the rules say of that would only confuse.
            .Where(judged => !report.Faults.Any(fault => ConfigurationPath.IsWithin(judged.Finding.Path, fault.Path)))
            .ToList();
        var (unknownFaults, unknownWarnings) = Unknown();

        return new JudgedFindings(
            [.. report.Faults, .. unknownFaults, .. failures.Where(f => f.Severity == Severity.Error).Select(f => f.Finding)],
            [.. unknownWarnings, .. failures.Where(f => f.Severity != Severity.Error).Select(f => f.Finding)]);
    }

    private (IEnumerable<ConfigurationFinding> Faults, IEnumerable<ConfigurationFinding> Warnings) Unknown()
    {
        var faults = report.Unknown.Where(unknown => unknown.IsStrict && environment.RefusesUnknownKeys).ToList();
        return (faults.Select(unknown => unknown.Finding), report.Unknown.Except(faults).Select(unknown => unknown.Finding));
    }

    /// <summary>The line of the key, or of the nearest one above it when the key is what is missing.</summary>
    private ConfigurationFinding Located(string propertyPath, string message)
    {
        var path = ConfigurationPath.FromProperties(propertyPath);
        YamlLocation? location = null;
        for (var at = path; at.Length > 0 && location is null; at = ConfigurationPath.Parent(at))
        {
            location = source.Locate(at);
        }

        return new ConfigurationFinding(path, location?.Line, message);
    }
}
