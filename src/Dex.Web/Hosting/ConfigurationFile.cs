using Dex.Domain.Policies;
using Dex.Infrastructure.Configuration;

namespace Dex.Web.Hosting;

/// <summary>The lines of the configuration file, for pages that say what pins a setting.</summary>
internal sealed class ConfigurationFile(ConfigurationSource source) : IConfigurationFile
{
    public string? Path => source.IsFile ? source.Name : null;

    public (int Line, string Snippet)? Locate(string key) =>
        source.Locate(key) is { } location ? (location.Line, location.Snippet) : null;
}
