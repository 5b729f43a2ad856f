namespace Dex.Infrastructure.Persistence.Rows;

/// <summary>How often a kind of thing has changed. Raising it is the first statement of every change, so writers queue and versions appear in order.</summary>
public sealed class TopicRow
{
    public required string Name { get; init; }

    public long Version { get; init; }
}

/// <summary>Which client the version of the topic <c>clients</c> was about; the newest few hundred are kept.</summary>
public sealed class ClientChangeRow
{
    public long Version { get; init; }

    /// <summary>Empty when many changed.</summary>
    public required string ClientId { get; init; }
}
