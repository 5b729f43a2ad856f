using Dex.Domain.Limits;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;

namespace Dex.Domain.Clients;

/// <summary>
/// Who is calling (RFC 6749 sections 2.3 and 5.2). The caller gets one and the same answer whether the client is unknown, its secret
/// wrong, expired or deactivated, or the client disabled; the rule tells administrators which it was.
/// </summary>
public sealed class ClientAuthenticator(
    IClientDirectory clients, SecretVerifier verifier, TrialSecrets trials, FailureLimits limits, TimeProvider clock)
{
    private const string Description = "Invalid client credentials.";

    /// <param name="address">The client address, for the limit on failures; empty when unknown.</param>
    public async ValueTask<Result<AuthenticatedClient>> AuthenticateAsync(PresentedCredentials presented, string address, CancellationToken ct)
    {
        var client = presented.ClientId.Length == 0 ? null : await clients.FindAsync(presented.ClientId, ct);
        try
        {
            var result = await CheckAsync(client, presented, address, ct);
            return result.Failed ? limits.Count(result.Error, address) : result;
        }
        catch (SecretChecksOverloadedException)
        {
            return new OAuthError(RefusalRules.ServerOverloaded, "The server is busy.")
            {
                ClientId = presented.ClientId,
                ClientIsKnown = client is not null,
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }
    }

    private async ValueTask<Result<AuthenticatedClient>> CheckAsync(Client? client, PresentedCredentials presented, string address, CancellationToken ct)
    {
        if (presented.ClientId.Length == 0)
        {
            return Refuse(RefusalRules.ClientMissing, null, presented, "a client id");
        }

        if (client is not null && trials.Find(client.Id, presented.Secret) is { } trial)
        {
            return Judge(client, null, trial);
        }

        if (client is { IsPublic: true, Secrets.IsEmpty: true } && presented.Secret.Length == 0)
        {
            return Judge(client, null, null);
        }

        var now = clock.GetUtcNow();
        var secret = client is null ? null : verifier.Find(client, presented.Secret, now);
        if (secret is null && (verifier.NeedsSlowCheck(client) || !limits.IsExceeded(presented.ClientId, address)))
        {
            // Beyond the limit the answer is 429 for everybody, so there is nothing left that time could tell.
            secret = await verifier.FindSlowlyAsync(client, presented.Secret, AddressKey.Of(address), now, ct);
        }

        if (client is null)
        {
            return Refuse(RefusalRules.ClientUnknown, null, presented, "a registered client", presented.ClientId);
        }

        if (secret is null)
        {
            return Refuse(WhyNoMatch(client, presented), client, presented, ExpectedOf(client, now), $"{presented.Secret.Length} characters");
        }

        var rule = secret.State(now) switch
        {
            SecretState.Expired => RefusalRules.ClientSecretExpired,
            SecretState.NotYetValid => RefusalRules.ClientSecretNotYetValid,
            SecretState.Deactivated => RefusalRules.ClientSecretDeactivated,
            _ => null,
        };
        return rule is null
            ? Judge(client, secret, null)
            : Refuse(rule, client, presented, ExpectedOf(client, now), $"the secret {secret.Label} ({secret.Fingerprint})", secret.Id);
    }

    private static Result<AuthenticatedClient> Judge(Client client, ClientSecret? secret, Trial? trial) =>
        client.Enabled
            ? new AuthenticatedClient(client, secret, trial)
            : new OAuthError(RefusalRules.ClientDisabled, Description, "an enabled client", "a disabled one")
            {
                ClientId = client.Id,
                ClientIsKnown = true,
                SecretId = secret?.Id,
                IsTrial = trial is not null,
            };

    private static RefusalRule WhyNoMatch(Client client, PresentedCredentials presented) => presented.Secret.Length switch
    {
        _ when client is { IsPublic: false, Secrets.IsEmpty: true } => RefusalRules.ClientHasNoSecret,
        0 => RefusalRules.ClientSecretMissing,
        _ => RefusalRules.ClientSecretMismatch,
    };

    private static string ExpectedOf(Client client, DateTimeOffset now) => $"one of {client.Live(now).Count()} live secrets";

    private static OAuthError Refuse(
        RefusalRule rule, Client? client, PresentedCredentials presented, string expected, string received = "", string? secretId = null) =>
        new(rule, Description, expected, received) { ClientId = presented.ClientId, ClientIsKnown = client is not null, SecretId = secretId };
}

/// <summary>A client that has proved who it is (or is public and need not), and by what.</summary>
/// <param name="Secret">The secret that matched; null for public clients and trials.</param>
/// <param name="Trial">The trial this request belongs to; null for every real one.</param>
public sealed record AuthenticatedClient(Client Client, ClientSecret? Secret, Trial? Trial);
