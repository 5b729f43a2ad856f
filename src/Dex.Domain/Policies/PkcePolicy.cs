using System.Collections.Immutable;

namespace Dex.Domain.Policies;

/// <summary>Proof key for code exchange (RFC 7636) as the operator set it.</summary>
public sealed record PkcePolicy
{
    public const string S256 = "S256";
    public const string Plain = "plain";

    /// <summary>True demands a code challenge of every authorization request.</summary>
    public bool Enforce { get; init; }

    /// <summary>In the configured order, which is the advertised one.</summary>
    public ImmutableArray<string> Methods { get; init; } = [S256, Plain];
}
