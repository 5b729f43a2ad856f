using Dex.Domain.Claims;

namespace Dex.Domain.Tokens;

/// <summary>The payload of a token in the making, in serialisation order, and its explanation when somebody asked for one.</summary>
public sealed class TokenClaims(ClaimTrace? trace)
{
    private readonly Dictionary<string, object> _values = new(16, StringComparer.Ordinal);

    /// <summary>Name to value: string, long, bool, a list of strings, or a <see cref="System.Text.Json.JsonElement"/>. Keeps insertion order.</summary>
    public IDictionary<string, object> Values => _values;

    /// <summary>True when the reasons are wanted, so that callers build details only then.</summary>
    public bool IsTraced => trace is not null;

    public void Add(string name, object value, ClaimReason reason, string detail = "")
    {
        _values.Add(name, value);
        trace?.Add(new ClaimDecision(name, value, reason, detail));
    }

    /// <summary>Says why a claim that a reader might expect is not there.</summary>
    public void LeaveOut(string name, ClaimReason reason, string detail = "") => trace?.Add(new ClaimDecision(name, null, reason, detail));
}
