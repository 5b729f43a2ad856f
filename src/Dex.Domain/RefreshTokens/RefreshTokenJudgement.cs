using Dex.Domain.Policies;
using Dex.Domain.Protocol;

namespace Dex.Domain.RefreshTokens;

/// <summary>
/// What a refresh token that somebody shows is worth: the one answer to it for the grant, for introspection and for revocation. It changes
/// nothing; what follows from a spent value is the grant's to do.
/// </summary>
public sealed class RefreshTokenJudgement(IRefreshTokenStore tokens, IServerPolicySource policies, TimeProvider clock)
{
    /// <summary>
    /// For that long after a rotation the value before it is merely refused, also where the policy has no reuse interval: honest clients
    /// send a token twice at the same moment (two tabs, a retry that overtakes its answer), and whoever loses that race is no thief.
    /// Two requests of one moment are never further apart than this, the time a client waits for an answer included.
    /// </summary>
    public static TimeSpan RaceWindow { get; } = TimeSpan.FromSeconds(5);

    /// <param name="text">As it was sent; empty finds nothing.</param>
    public async Task<JudgedRefreshToken> JudgeAsync(string text, CancellationToken ct)
    {
        var presented = RefreshTokenText.Decode(text);
        return await tokens.FindAsync(presented.Id, ct) is { } token
            ? new JudgedRefreshToken(token, presented.Value, Judge(token, presented.Value))
            : new JudgedRefreshToken(null, "", RefreshTokenStanding.Unknown);
    }

    private RefreshTokenStanding Judge(RefreshToken token, string value)
    {
        var policy = policies.Current.File.RefreshTokens;
        var now = clock.GetUtcNow();
        var hash = RefreshTokenValue.HashOf(value);
        if (ConstantTime.AreEqual(hash, token.ValueHash))
        {
            return policy.IsExpired(token, now) ? RefreshTokenStanding.Expired : RefreshTokenStanding.Current;
        }

        if (token.PreviousHash.Length > 0 && ConstantTime.AreEqual(hash, token.PreviousHash))
        {
            return JudgePrevious(token, policy, now);
        }

        return RefreshTokenValue.IsOf(token.FamilyKey, value) ? RefreshTokenStanding.Spent : RefreshTokenStanding.NeverIssued;
    }

    // Without the current value nobody can be told it again: the policy had no reuse interval when it was made.
    private static RefreshTokenStanding JudgePrevious(RefreshToken token, RefreshTokenPolicy policy, DateTimeOffset now)
    {
        if (policy.IsRecent(token, now) && token.CurrentValue is not null)
        {
            return policy.IsExpired(token, now) ? RefreshTokenStanding.Expired : RefreshTokenStanding.Previous;
        }

        return now <= token.LastUsedAt + RaceWindow ? RefreshTokenStanding.PreviousJustNow : RefreshTokenStanding.Spent;
    }
}

/// <summary>A refresh token that was shown, and what it is worth.</summary>
/// <param name="Token">The family; null when <paramref name="Standing"/> is <see cref="RefreshTokenStanding.Unknown"/>.</param>
/// <param name="Value">The secret part that was shown.</param>
public sealed record JudgedRefreshToken(RefreshToken? Token, string Value, RefreshTokenStanding Standing)
{
    /// <summary>True when it would be taken for a refresh by the client that it was issued to.</summary>
    public bool IsGood => Standing is RefreshTokenStanding.Current or RefreshTokenStanding.Previous;

    /// <summary>Keeps the value out of logs and exception texts.</summary>
    public override string ToString() => $"{nameof(JudgedRefreshToken)} {{ {Token?.Id}, {Standing} }}";
}

/// <summary>What a refresh token that was shown is worth.</summary>
public enum RefreshTokenStanding
{
    /// <summary>There is no such family, or none any more.</summary>
    Unknown,

    /// <summary>The family exists and never issued this value.</summary>
    NeverIssued,

    /// <summary>A value of the family from before, outside every window: whoever shows it may have stolen it.</summary>
    Spent,

    /// <summary>The value before the current one, a moment after the rotation: it lost a race.</summary>
    PreviousJustNow,

    /// <summary>The value was good, and the family has outlived the policy.</summary>
    Expired,

    /// <summary>The value before the current one, within the reuse interval.</summary>
    Previous,

    /// <summary>The value that works now.</summary>
    Current,
}
