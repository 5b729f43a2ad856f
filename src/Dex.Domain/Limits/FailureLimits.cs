using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Clients;
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

    /// <summary>Wrong user codes of devices from one address within <see cref="UserCodeWindow"/>.</summary>
    public int UserCodesPerAddress { get; init; } = 10;

    public TimeSpan UserCodeWindow { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Slows down guessing. It sees failures only, so no request that authenticates is ever touched, whatever others do from the same address.
/// </summary>
public sealed class FailureLimits(LimitSettings settings, TimeProvider clock)
{
    private readonly FailureWindow _perClient = new(settings.PerClient, settings.Window, clock);
    private readonly FailureWindow _perAddress = new(settings.PerAddress, settings.Window, clock);

    /// <summary>True when a further failure would be answered with 429, so that nothing slow has to be computed to tell one from another.</summary>
    public bool IsExceeded(string clientId, string address) =>
        (clientId.Length > 0 && _perClient.Wait(ClientKey(clientId)) is not null)
        || (address.Length > 0 && _perAddress.Wait(AddressKey.Of(address)) is not null);

    /// <summary>Counts the failure; the answer is the failure itself, or the limit that it exceeds.</summary>
    public OAuthError Count(OAuthError failure, string address)
    {
        // A trial proved who it is, so it guesses nothing.
        if (failure.IsTrial)
        {
            return failure;
        }

        // Ids that no client has are counted alike, or the limit would tell which exist.
        var client = failure.ClientId is { Length: > 0 } id ? _perClient.Count(ClientKey(id)) : null;
        var source = address.Length > 0 ? _perAddress.Count(AddressKey.Of(address)) : null;
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
                IsTrial = failure.IsTrial,
            };
    }

    // A stranger's text must not fill memory.
    private static string ClientKey(string clientId) =>
        clientId.Length <= ClientLimits.Id ? clientId : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)));
}
