using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;
using Microsoft.Extensions.Logging;

namespace Dex.Domain.Devices;

/// <summary>
/// <c>/device/code</c> (RFC 8628 section 3.1, protocol 5.7.1): a device asks for a code to show. The client is authenticated here already
/// (F-30), so that no stranger can make people sign in to an application in its name. Scopes are judged when a person signs in.
/// </summary>
public sealed partial class DeviceAuthorization(
    IServerPolicySource policies, ClientAuthenticator authenticator, IClientDirectory clients, IDeviceRequestStore requests, TimeProvider clock,
    ILogger<DeviceAuthorization> logger)
{
    public async ValueTask<Result<NewDeviceRequest>> RequestAsync(DeviceAuthorizationRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!policies.Current.Serves(GrantTypes.DeviceCode))
        {
            return await NotServedAsync(request, ct);
        }

        var credentials = request.Credentials();
        var caller = credentials.Failed ? credentials.Error : await authenticator.AuthenticateAsync(credentials.Value, request.Address, ct);
        if (caller.Failed)
        {
            return caller.Error with { GrantType = GrantTypes.DeviceCode };
        }

        var client = caller.Value.Client;
        if (WhyRefused(request, client) is { } refusal)
        {
            return refusal with
            {
                ClientId = client.Id,
                ClientIsKnown = true,
                GrantType = GrantTypes.DeviceCode,
                SecretId = caller.Value.Secret?.Id,
                IsTrial = caller.Value.Trial is not null,
            };
        }

        var asked = await StoreAsync(request, client, ct);
        var scopes = RefusalText.Clip(RefusalText.List(asked.Request.Scopes));
        LogReceived(client.Id, scopes);
        return asked;
    }

    private static OAuthError? WhyRefused(DeviceAuthorizationRequest request, Client client)
    {
        if (!client.AllowsGrant(GrantTypes.DeviceCode))
        {
            var allowed = client.AllowedGrantTypes is { IsEmpty: false } list ? string.Join(' ', list) : "no grant at all";
            return new OAuthError(RefusalRules.GrantDisabledByClient, "The client may not use this grant.", allowed, GrantTypes.DeviceCode);
        }

        // A list that the sign-in would refuse is not kept until then.
        if (request.Scopes.Count > ScopePolicy.Most)
        {
            return new OAuthError(RefusalRules.ScopeTooMany, $"At most {ScopePolicy.Most} scopes.", $"at most {ScopePolicy.Most} scopes",
                $"{request.Scopes.Count} scopes");
        }

        return request.ChallengeMethod is PkcePolicy.Plain or PkcePolicy.S256 ? null : new OAuthError(
            DeviceRules.ChallengeMethodUnsupported, "The code_challenge_method is not supported.", $"{PkcePolicy.S256} or {PkcePolicy.Plain}",
            request.ChallengeMethod);
    }

    // Nobody has authenticated yet, so the name is only a claim: enough to count who asks in vain for a grant that is off.
    private async ValueTask<OAuthError> NotServedAsync(DeviceAuthorizationRequest request, CancellationToken ct)
    {
        var refusal = new OAuthError(RefusalRules.GrantDisabledByServer, received: GrantTypes.DeviceCode) { GrantType = GrantTypes.DeviceCode };
        return request.Credentials() is { Failed: false, Value.ClientId: { Length: > 0 } id }
            ? refusal with { ClientId = id, ClientIsKnown = await clients.FindAsync(id, ct) is not null }
            : refusal;
    }

    private async ValueTask<NewDeviceRequest> StoreAsync(DeviceAuthorizationRequest request, Client client, CancellationToken ct)
    {
        var deviceCode = RandomId.NewLong();
        var now = clock.GetUtcNow();
        var lifetime = policies.Current.File.Lifetimes.DeviceRequests;
        while (true)
        {
            var stored = new DeviceRequest
            {
                UserCode = UserCode.New(),
                DeviceCodeHash = DeviceRequest.HashOf(deviceCode),
                ClientId = client.Id,
                Scopes = [.. request.Scopes.DefaultIfEmpty(KnownScopes.OpenId)],
                CodeChallenge = request.Challenge,
                CodeChallengeMethod = request.ChallengeMethod,
                Address = request.Address,
                CreatedAt = now,
                ExpiresAt = now + lifetime,
                LastPollAt = now,
            };

            // Somebody else's device shows this code; the next one is as good.
            if (await requests.AddAsync(stored, ct))
            {
                return new NewDeviceRequest(stored, deviceCode, lifetime);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "device request received {client_id} {scopes}")]
    private partial void LogReceived(string client_id, string scopes);
}

/// <summary>A request at the device authorization endpoint, free of HTTP.</summary>
/// <param name="query">May hold everything but credentials; of these the client's id alone.</param>
/// <param name="authorization">The header; null when absent.</param>
/// <param name="address">The client address; empty when unknown.</param>
public sealed class DeviceAuthorizationRequest(FormParameters form, FormParameters query, string? authorization, string address)
{
    private readonly AuthorizationParameters _parameters = new(form, query);

    public IReadOnlyList<string> Scopes => ScopeList.Parse(_parameters[ParameterNames.Scope]);

    /// <summary>Empty when absent.</summary>
    public string Challenge => _parameters[ParameterNames.CodeChallenge];

    public string ChallengeMethod => _parameters[ParameterNames.CodeChallengeMethod] is { Length: > 0 } method ? method : PkcePolicy.Plain;

    /// <summary>The client address; empty when unknown.</summary>
    public string Address => address;

    /// <summary>By a Basic header, or by the body; a public client may name itself in the query. A secret in an address counts for nothing.</summary>
    public Result<PresentedCredentials> Credentials()
    {
        var presented = PresentedCredentials.Read(authorization, form);
        return presented is { Failed: false, Value: { ClientId.Length: 0, Method: not ClientAuthenticationMethod.ClientSecretBasic } unnamed }
            ? unnamed with { ClientId = query.Text(ParameterNames.ClientId) }
            : presented;
    }
}

/// <summary>What the device gets (RFC 8628 section 3.2).</summary>
/// <param name="DeviceCode">What it polls with. Never kept or logged.</param>
public sealed record NewDeviceRequest(DeviceRequest Request, string DeviceCode, TimeSpan Lifetime)
{
    public override string ToString() => nameof(NewDeviceRequest);
}
