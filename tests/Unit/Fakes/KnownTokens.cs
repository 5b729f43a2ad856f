using System.Text;
using Dex.Domain.Keys;
using Dex.Domain.Tokens;

namespace Dex.Tests.Unit.Fakes;

/// <summary>A verifier to which a token is good when the test says so.</summary>
internal sealed class KnownTokens : ITokenVerifier
{
    private readonly Dictionary<string, VerifiedToken> _tokens = new(StringComparer.Ordinal);

    /// <summary>Tokens that would be good if they had not expired.</summary>
    public HashSet<string> Expired { get; } = new(StringComparer.Ordinal);

    public void Add(string token, string payload, string type = TokenPurpose.Bearer) =>
        _tokens.Add(token, new VerifiedToken(type, Encoding.UTF8.GetBytes(payload)));

    public ValueTask<VerifiedToken?> VerifyAsync(string token, CancellationToken ct) =>
        Expired.Contains(token) ? new((VerifiedToken?)null) : VerifyHintAsync(token, ct);

    public ValueTask<VerifiedToken?> VerifyHintAsync(string token, CancellationToken ct) => new(_tokens.GetValueOrDefault(token));
}
