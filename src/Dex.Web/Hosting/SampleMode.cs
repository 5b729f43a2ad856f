namespace Dex.Web.Hosting;

/// <summary>Whether this server runs without a configuration file, on sample data with public passwords.</summary>
public sealed record SampleMode(bool IsOn);
