using Dex.Infrastructure.Configuration.Binding;

namespace Dex.Infrastructure.Configuration.Sections;

/// <summary>What <c>connectors[].config</c> holds depends on <c>connectors[].type</c>.</summary>
public abstract record ConnectorSettings;

/// <summary><c>mockCallback</c> has no keys.</summary>
public sealed record MockCallbackSettings : ConnectorSettings;

/// <summary><c>mockPassword</c>.</summary>
public sealed record MockPasswordSettings : ConnectorSettings
{
    public string Username { get; init; } = "";

    [Secret]
    public string Password { get; init; } = "";
}
