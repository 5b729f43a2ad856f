using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>console</c>, ours: where the administration console is and who may enter.</summary>
public sealed record ConsoleConfiguration
{
    public string Path { get; init; } = "/console";

    public IReadOnlyList<AdministratorConfiguration> Administrators { get; init; } = [];
}

/// <summary>A verified e-mail address or a group of one connector; written as a bare text it is the address alone.</summary>
[ShortForm(nameof(Email))]
public sealed record AdministratorConfiguration
{
    /// <summary>Empty only while there is exactly one connector.</summary>
    public string Connector { get; init; } = "";

    public string Email { get; init; } = "";

    public string Group { get; init; } = "";
}
