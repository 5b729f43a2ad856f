using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Limits;

/// <summary>How many failures are answered in full before the answer becomes 429.</summary>
public sealed record LimitSettings
{
    /// <summary>Failed client authentications of one client within <see cref="Window"/>.</summary>
    public int PerClient { get; init; } = 200;

    /// <summary>Failed client authentications from one address within <see cref="Window"/>.</summary>
    public int PerAddress { get; init; } = 400;

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Failed console sign-ins of one account within <see cref="SignInWindow"/>.</summary>
    public int SignInsPerAccount { get; init; } = 10;

    /// <summary>Failed console sign-ins from one address within <see cref="SignInWindow"/>.</summary>
    public int SignInsPerAddress { get; init; } = 50;

    public TimeSpan SignInWindow { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Slows down guessing. It sees failures only, so no request that authenticates is ever touched, whatever others do from the same address.
/// </summary>
public sealed class FailureLimits(LimitSettings settings, TimeProvider clock)
{
    private readonly FailureWindow _perClient = new(settings.PerClient, settings.Window, clock);
    private readonly FailureWindow _perAddress = new(settings.PerAddress, settings.Window, clock);

    /// <summary>Counts the failure; the answer is the failure itself, or the limit that it exceeds.</summary>
    public OAuthError Count(OAuthError failure, string address)
    {
        var client = failure.ClientIsKnown ? _perClient.Count(failure.ClientId!) : null;
        var source = address.Length > 0 ? _perAddress.Count(address) : null;
        var (rule, wait, limit) = (client, source) switch
        {
            ({ } wait1, _) => (RefusalRules.LimitPerClient, wait1, settings.PerClient),
            (_, { } wait2) => (RefusalRules.LimitPerAddress, wait2, settings.PerAddress),
            _ => (null!, default, 0),
        };
        return rule is null
            ? failure
            : new OAuthError(rule, "Too many failed attempts.", $"at most {limit} failures in {settings.Window.TotalSeconds:0} s", failure.Rule.Id)
            {
                RetryAfter = wait,
                ClientId = failure.ClientId,
                ClientIsKnown = failure.ClientIsKnown,
                GrantType = failure.GrantType,
            };
    }
}
