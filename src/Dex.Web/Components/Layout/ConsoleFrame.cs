using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Layout;

/// <summary>What the frame around every page says about this server. Only what is known: an absent figure is not drawn.</summary>
/// <param name="Issuer">The issuer's address, as discovery states it.</param>
/// <param name="Storage">The kind of storage in words, for example <c>SQLite</c>.</param>
/// <param name="Version">The version of this server.</param>
public sealed record ConsoleFrame(string Issuer, string Storage, string Version)
{
    /// <summary>The operator's name for this issuer; null when none is set.</summary>
    public string? DisplayName { get; init; }

    /// <summary>True while the server runs on the objects it seeded itself.</summary>
    public bool SampleData { get; init; }

    /// <summary>One shape for the whole server.</summary>
    public StatusKind Health { get; init; } = StatusKind.Ok;

    /// <summary>The word that goes with <see cref="Health"/>.</summary>
    public string HealthWord { get; init; } = "Healthy";

    /// <summary>How many nodes share the database; null when not known.</summary>
    public int? Nodes { get; init; }

    /// <summary>How many clients there are; null when not known.</summary>
    public int? Clients { get; init; }

    /// <summary>How many things on Overview wait for a decision; zero draws nothing.</summary>
    public int Decisions { get; init; }

    /// <summary>The shape of the worst open decision.</summary>
    public StatusKind WorstDecision { get; init; } = StatusKind.Warn;

    /// <summary>The issuer without its scheme, as people say it.</summary>
    public string Address => Issuer[(Issuer.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].TrimEnd('/');

    /// <summary>The second line at the foot of the drawer.</summary>
    public string Facts => string.Join(" · ", new[] { NodesInWords, Storage, Version }.Where(fact => fact is not null));

    private string? NodesInWords => Nodes switch
    {
        null => null,
        1 => "1 node",
        _ => $"{Nodes} nodes",
    };
}

/// <summary>Where the layout asks for the frame. Implementations read settings and counts; they must answer quickly and may be asked often.</summary>
public interface IConsoleFrameSource
{
    /// <summary>Raised on any thread when the frame may have changed.</summary>
    event Action? Changed;

    /// <summary>The frame as it is now.</summary>
    ValueTask<ConsoleFrame> ReadAsync(CancellationToken ct);
}
