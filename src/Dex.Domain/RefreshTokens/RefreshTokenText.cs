using Dex.Domain.Protocol;

namespace Dex.Domain.RefreshTokens;

/// <summary>What the client holds: id and value as one opaque text, in dex's form (protocol 5.4.2).</summary>
/// <param name="Value">Empty for a text of the oldest kind, which is a bare id.</param>
public sealed record RefreshTokenText(string Id, string Value)
{
    public string Encode() => StringPair.Encode(Id, Value);

    /// <summary>A text that is no such message is taken as a bare id, as dex does; it opens only what has no value.</summary>
    public static RefreshTokenText Decode(string text) =>
        StringPair.Decode(text) is { First.Length: > 0 } pair ? new RefreshTokenText(pair.First, pair.Second) : new RefreshTokenText(text, "");

    /// <summary>Keeps the value out of logs and exception texts.</summary>
    public override string ToString() => $"{nameof(RefreshTokenText)} {{ {Id} }}";
}
