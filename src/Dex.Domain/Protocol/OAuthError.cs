using Dex.Domain.Refusals;

namespace Dex.Domain.Protocol;

/// <summary>
/// A refusal as a value: what the caller is told (<see cref="Code"/>, <see cref="Description"/>) and what the log and the console are
/// told (<see cref="Rule"/>, <see cref="Expected"/>, <see cref="Received"/>). There is no way to make one without a rule.
/// </summary>
public sealed record OAuthError
{
    public OAuthError(RefusalRule rule, string description = "", string expected = "", string received = "")
    {
        Rule = rule;
        Description = description;
        Expected = expected;
        Received = RefusalText.Clip(received);
    }

    /// <summary>The rule that refused.</summary>
    public RefusalRule Rule { get; }

    /// <summary>The value of the <c>error</c> member.</summary>
    public string Code => Rule.Code;

    /// <summary>For the caller; empty leaves the member out. Never says which half of the credentials was wrong.</summary>
    public string Description { get; }

    /// <summary>For administrators: what would have passed. Empty when the rule says it all.</summary>
    public string Expected { get; }

    /// <summary>For administrators: what came, cut and escaped; never a secret.</summary>
    public string Received { get; }

    /// <summary>How long the caller should wait; null when waiting changes nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The client the request named, whether it exists or not; null when it named none.</summary>
    public string? ClientId { get; init; }

    /// <summary>True when the client exists, so that counters may name it.</summary>
    public bool ClientIsKnown { get; init; }

    /// <summary>The secret of the client that matched although it was refused (expired, deactivated); null otherwise.</summary>
    public string? SecretId { get; init; }

    /// <summary>True for a trial of the console, which is counted apart.</summary>
    public bool IsTrial { get; init; }

    /// <summary>The grant the request asked for; null where no grant is involved or an unknown one was named.</summary>
    public string? GrantType { get; init; }
}
