using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Devices;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;
using Dex.Domain.Tokens;
using Dex.Domain.Trials;

namespace Dex.Domain.Authorization;

/// <summary>
/// Judges an authorization request in the order of protocol 4.4. Until the client and its redirect URI are known to be good, a failure is
/// displayed; from then on it goes to the client.
/// </summary>
public sealed class AuthorizationRequestValidator(
    IApplicationDirectory applications, IConnectorDirectory connectors, IClientDirectory clients, IServerPolicySource policies,
    ITokenVerifier verifier, DeviceSignIn devices, TrialSignIns trials, TimeProvider clock)
{
    private const int LongestHint = 320;

    /// <param name="unknownClientStatus">The status of the page for an unknown client; <c>/auth</c> and <c>/auth/{connector}</c> differ.</param>
    /// <param name="address">Of who asks, for the limit on guessing at devices; empty when unknown.</param>
    public async ValueTask<Validation> ValidateAsync(
        AuthorizationParameters parameters, int unknownClientStatus, string address, CancellationToken ct)
    {
        var policy = policies.Current;
        var client = await applications.FindAsync(parameters[ParameterNames.ClientId], ct);
        if (WhyNoClient(client, parameters, unknownClientStatus) is { } none)
        {
            return none;
        }

        var (device, displayed) = await WhyUntrustedAsync(parameters, client!, address, ct);
        if (displayed is not null)
        {
            return displayed;
        }

        var mode = ModeOf(parameters);
        var delivery = device is null
            ? new Delivery(parameters[ParameterNames.RedirectUri], mode ?? DefaultModeOf(parameters), parameters[ParameterNames.State])
            : new Delivery(DeviceSignIn.CallbackOf(policy.Issuer), ResponseMode.Query, device.UserCode);
        var hint = new Hint();
        var error = await WhyConnectorRefusedAsync(parameters, client!, ct)
            ?? WhyRequestRefused(parameters, client!, policy, isForDevice: device is not null)
            ?? await WhyScopesRefusedAsync(parameters, client!, ct)
            ?? (device is null ? WhyAnswerRefused(parameters, client!, policy, mode) : DeviceSignIn.WhyRefused(client!))
            ?? WhyPromptRefused(parameters)
            ?? await WhyHintRefusedAsync(parameters, hint, ct);
        return error is null
            ? new Validation(client!, Remember(parameters, client!, device, delivery, hint.Subject, policy))
            : RedirectedFailure.Of(delivery, policy.Issuer, error with { ClientId = client!.Id, ClientIsKnown = true });
    }

    /// <summary>The page for a request that names no client which may ask, and for one that is disabled; null when it names one that may.</summary>
    public static DisplayedFailure? WhyNoClient(Client? client, AuthorizationParameters parameters, int status)
    {
        var asked = parameters[ParameterNames.ClientId];
        return client switch
        {
            null => new DisplayedFailure(new OAuthError(RefusalRules.ClientUnknown, received: asked) { ClientId = asked }, status,
                "The application that sent you here is not registered with this server.", "Tell whoever runs the application."),
            { Enabled: false } => new DisplayedFailure(
                new OAuthError(RefusalRules.ClientDisabled) { ClientId = client.Id, ClientIsKnown = true }, 400,
                "The application that sent you here has been switched off.", "Tell whoever runs the application."),
            _ => null,
        };
    }

    // V3 and V4. There is no defaulting to a single registered address. Our own callbacks, registered or not, are those of devices and of trials.
    private async ValueTask<(DeviceRequest? Device, DisplayedFailure? Failure)> WhyUntrustedAsync(
        AuthorizationParameters parameters, Client client, string address, CancellationToken ct)
    {
        if (!DeviceSignIn.IsMeantBy(parameters, policies.Current.Issuer))
        {
            var (redirectUri, state) = (parameters[ParameterNames.RedirectUri], parameters[ParameterNames.State]);
            return (null, trials.Accepts(client.Id, redirectUri, state, parameters[ParameterNames.CodeChallenge]) ? null : WhyNotSentTo(client, redirectUri));
        }

        if (devices.WhyOff() is { } off)
        {
            return (null, off);
        }

        var device = await devices.FindAsync(parameters, client, address, ct);
        return (device.Value, device.Failed ? DeviceSignIn.Displayed(device.Error, client.Id) : null);
    }

    /// <summary>The page for an address to which this client's people are not sent; null when they are.</summary>
    public static DisplayedFailure? WhyNotSentTo(Client client, string redirectUri)
    {
        var rule = !RedirectUriRules.Accepts(client, redirectUri) ? AuthorizationRules.RedirectUriUnregistered
            : RedirectUriRules.IsUnusable(redirectUri) ? AuthorizationRules.RedirectUriUnusable
            : null;
        return rule is null ? null : new DisplayedFailure(
            new OAuthError(rule, expected: string.Join(' ', client.RedirectUris), received: redirectUri) { ClientId = client.Id, ClientIsKnown = true },
            400, "The application asked to send you to an address that is not registered for it.", "Tell whoever runs the application.");
    }

    // V5.
    private async ValueTask<OAuthError?> WhyConnectorRefusedAsync(AuthorizationParameters parameters, Client client, CancellationToken ct)
    {
        var id = parameters[ParameterNames.ConnectorId];
        if (id.Length == 0 || (await applications.ConnectorsOfAsync(client, ct)).Any(connector => connector.Id == id))
        {
            return null;
        }

        return (await connectors.ListAsync(ct)).Any(connector => connector.Id == id)
            ? new OAuthError(AuthorizationRules.ConnectorNotAllowed, "The connector is not available to this client.",
                string.Join(' ', client.AllowedConnectors), id)
            : new OAuthError(AuthorizationRules.ConnectorUnknown, "The connector_id names no connector.", received: id);
    }

    // V6 to V8. A device proves its key when it polls, so this request has none to show (F-14).
    private static OAuthError? WhyRequestRefused(AuthorizationParameters parameters, Client client, ServerPolicy policy, bool isForDevice)
    {
        if (parameters[ParameterNames.Request].Length > 0)
        {
            return new OAuthError(AuthorizationRules.RequestObjectUnsupported, "Request objects are not supported.");
        }

        if (parameters[ParameterNames.RequestUri].Length > 0)
        {
            return new OAuthError(AuthorizationRules.RequestUriUnsupported, "The parameter request_uri is not supported.");
        }

        if (isForDevice)
        {
            return null;
        }

        if (parameters[ParameterNames.CodeChallenge].Length > 0)
        {
            var method = ChallengeMethodOf(parameters);
            return policy.File.Pkce.Methods.Contains(method, StringComparer.Ordinal) || (ConsoleClient.Is(client) && method == PkcePolicy.S256)
                ? null
                : new OAuthError(AuthorizationRules.PkceMethodUnsupported, "The code_challenge_method is not supported.",
                    string.Join(' ', policy.File.Pkce.Methods), method);
        }

        return policy.File.Pkce.Enforce ? new OAuthError(AuthorizationRules.PkceRequiredByServer, "A code_challenge is required.", "code_challenge")
            : client.PkceRequired && parameters.ResponseTypes.Contains(ResponseTypes.Code)
                ? new OAuthError(AuthorizationRules.PkceRequiredByClient, "A code_challenge is required of this client.", "code_challenge")
            : null;
    }

    // V9 to V12.
    private async ValueTask<OAuthError?> WhyScopesRefusedAsync(AuthorizationParameters parameters, Client client, CancellationToken ct)
    {
        var scopes = ScopeList.Parse(parameters[ParameterNames.Scope]);
        return scopes.Contains(KnownScopes.OpenId)
            ? await ScopePolicy.ForPeople.CheckAsync(scopes, client, clients, ct)
            : new OAuthError(AuthorizationRules.ScopeOpenIdMissing, "The scope openid is missing.", KnownScopes.OpenId, RefusalText.List(scopes.Take(20)));
    }

    // V13 to V17, and then the response mode.
    private static OAuthError? WhyAnswerRefused(AuthorizationParameters parameters, Client client, ServerPolicy policy, ResponseMode? mode)
    {
        var words = parameters.ResponseTypes;
        if (ResponseTypeGate.WhyRefused(words, client, policy) is { } refused)
        {
            return refused;
        }

        if (!words.Contains(ResponseTypes.Code) && parameters[ParameterNames.Nonce].Length == 0)
        {
            return new OAuthError(AuthorizationRules.NonceMissing, "The parameter nonce is missing.", "nonce");
        }

        if (words.Contains(ResponseTypes.Token) && parameters[ParameterNames.RedirectUri] == RedirectUriRules.OutOfBand)
        {
            return new OAuthError(AuthorizationRules.ResponseTypeTokenOutOfBand, "A token cannot be delivered out of band.", "response_type=code");
        }

        return mode is null
            ? new OAuthError(AuthorizationRules.ResponseModeInvalid, "The response_mode is not available for this request.",
                "fragment or form_post, and query for a code alone", parameters[ParameterNames.ResponseMode])
            : null;
    }

    // V18 and V19.
    private static OAuthError? WhyPromptRefused(AuthorizationParameters parameters)
    {
        if (PromptReader.Prompt(parameters[ParameterNames.Prompt]) is null)
        {
            return new OAuthError(AuthorizationRules.PromptInvalid, "The parameter prompt is invalid.",
                "none, or words of login, consent, select_account", parameters[ParameterNames.Prompt]);
        }

        return PromptReader.TryReadMaxAge(parameters[ParameterNames.MaxAge], out _) ? null
            : new OAuthError(AuthorizationRules.MaxAgeInvalid, "The parameter max_age is invalid.", "seconds, zero or more", parameters[ParameterNames.MaxAge]);
    }

    // V20. The hint is never logged: it is a token.
    private async ValueTask<OAuthError?> WhyHintRefusedAsync(AuthorizationParameters parameters, Hint hint, CancellationToken ct)
    {
        var token = parameters[ParameterNames.IdTokenHint];
        if (token.Length == 0)
        {
            return null;
        }

        if (await verifier.VerifyHintAsync(token, ct) is { Type: TokenPurpose.Bearer } verified)
        {
            using var claims = JsonDocument.Parse(verified.Payload);
            if (claims.RootElement.TryGetProperty(ClaimNames.Subject, out var subject) && subject.ValueKind == JsonValueKind.String)
            {
                hint.Subject = subject.GetString()!;
                return null;
            }
        }

        return new OAuthError(AuthorizationRules.IdTokenHintInvalid, "The id_token_hint is not an ID token of this server.", "an ID token of ours");
    }

    private static string ChallengeMethodOf(AuthorizationParameters parameters) =>
        parameters[ParameterNames.CodeChallengeMethod] is { Length: > 0 } method ? method : PkcePolicy.Plain;

    private static ResponseMode DefaultModeOf(AuthorizationParameters parameters) => parameters.AsksForTokens ? ResponseMode.Fragment : ResponseMode.Query;

    // Null when unknown or impossible: a token in a query ends up in logs, and only a web address can be posted to.
    private static ResponseMode? ModeOf(AuthorizationParameters parameters) => parameters[ParameterNames.ResponseMode] switch
    {
        "" => DefaultModeOf(parameters),
        "query" when !parameters.AsksForTokens => ResponseMode.Query,
        "fragment" => ResponseMode.Fragment,
        "form_post" when parameters[ParameterNames.RedirectUri] is var uri && (uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) => ResponseMode.FormPost,
        _ => null,
    };

    private AuthorizationRequest Remember(
        AuthorizationParameters parameters, Client client, DeviceRequest? device, Delivery delivery, string hintedSubject, ServerPolicy policy)
    {
        var prompt = PromptReader.Prompt(parameters[ParameterNames.Prompt])!.Value;
        _ = PromptReader.TryReadMaxAge(parameters[ParameterNames.MaxAge], out var maxAge);
        var challenge = device is null ? parameters[ParameterNames.CodeChallenge] : "";
        var loginHint = parameters[ParameterNames.LoginHint];
        return new AuthorizationRequest
        {
            Id = RandomId.New(),
            ClientId = client.Id,
            ResponseTypes = [.. ResponseTypeGate.InOrder(parameters.ResponseTypes)],
            ResponseMode = delivery.Mode,
            RedirectUri = delivery.RedirectUri,
            Scopes = [.. ScopeList.Parse(parameters[ParameterNames.Scope])],
            State = delivery.State,
            UserCode = device?.UserCode ?? "",
            Nonce = device is null ? parameters[ParameterNames.Nonce] : "",
            CodeChallenge = challenge,
            CodeChallengeMethod = challenge.Length > 0 ? ChallengeMethodOf(parameters) : PkcePolicy.Plain,
            Prompt = prompt,
            MaxAge = maxAge,
            ForcesConsent = parameters[ParameterNames.ApprovalPrompt] == "force" || prompt.Contains(PromptReader.Consent),
            LoginHint = loginHint.Length <= LongestHint && !loginHint.Any(char.IsControl) ? loginHint : "",
            HintedSubject = hintedSubject,
            ConnectorId = parameters[ParameterNames.ConnectorId],
            ProofKey = StepProof.NewKey(),
            ExpiresAt = clock.GetUtcNow() + policy.File.Lifetimes.AuthorizationRequests,
        };
    }

    private sealed class Hint
    {
        public string Subject { get; set; } = "";
    }
}

/// <summary>A request that passed, not yet stored; or the failure that it is.</summary>
public sealed class Validation
{
    internal Validation(Client client, AuthorizationRequest request) => (Client, Request) = (client, request);

    private Validation(AuthorizeFailure failure) => Failure = failure;

    public Client? Client { get; }

    public AuthorizationRequest? Request { get; }

    public AuthorizeFailure? Failure { get; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Failure))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Client), nameof(Request))]
    public bool Failed => Failure is not null;

    /// <summary>Where further failures of this request go.</summary>
    public Delivery Delivery => Delivery.Of(Request!);

#pragma warning disable CA2225 // As with Result: a rule reads `return failure`.
    public static implicit operator Validation(AuthorizeFailure failure) => new(failure);
#pragma warning restore CA2225
}
