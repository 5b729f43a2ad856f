using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Scopes;

namespace Dex.Domain.Devices;

/// <summary>
/// The authorization request that a person is sent with after typing a user code (protocol 7.8). It is ours and not the client's: no
/// registered address is needed for it and no proof key asked of it, because the device proves itself when it polls (F-10, F-14). In
/// return it must say, word for word, what a device is waiting for; anything else is an address that nobody registered.
/// </summary>
public sealed class DeviceSignIn(UserCodeLookup codes, IDeviceRequestStore requests, IServerPolicySource policies)
{
    private const string Route = "/device/callback";

    /// <summary>Where the answer goes, relative to the host.</summary>
    public static string CallbackOf(Issuer issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return issuer.Path + Route;
    }

    /// <summary>True for our own callback, also as dex's public clients write it, without the path of the issuer.</summary>
    public static bool IsMeantBy(AuthorizationParameters parameters, Issuer issuer)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var redirectUri = parameters[ParameterNames.RedirectUri];
        return redirectUri == Route || redirectUri == CallbackOf(issuer);
    }

    /// <summary>The address that the code check sends the person to; absolute.</summary>
    public static string AddressOf(DeviceRequest request, Issuer issuer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(issuer);
        return issuer.Endpoint("/auth") + "?" + FormEncoding.Encode(
        [
            KeyValuePair.Create(ParameterNames.ClientId, request.ClientId),
            KeyValuePair.Create(ParameterNames.RedirectUri, CallbackOf(issuer)),
            KeyValuePair.Create(ParameterNames.ResponseType, ResponseTypes.Code),
            KeyValuePair.Create(ParameterNames.Scope, string.Join(' ', request.Scopes)),
            KeyValuePair.Create(ParameterNames.State, request.UserCode),
        ]);
    }

    /// <summary>The page for devices while no device can be served; null when they can.</summary>
    public DisplayedFailure? WhyOff() => policies.Current.Serves(GrantTypes.DeviceCode)
        ? null
        : new DisplayedFailure(
            new OAuthError(DeviceRules.GrantOff) { GrantType = GrantTypes.DeviceCode }, DeviceRules.GrantOff.Status,
            "Devices cannot be connected here.", "Tell whoever runs the device.");

    /// <summary>The request of the device that is waiting for this very authorization request.</summary>
    public async ValueTask<Result<DeviceRequest>> FindAsync(AuthorizationParameters parameters, Client client, string address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(client);
        var found = parameters is { AsksForTokens: false, ResponseTypes: [ResponseTypes.Code] } && parameters[ParameterNames.ResponseMode].Length == 0
            ? await codes.FindAsync(parameters[ParameterNames.State], address, ct)
            : Unregistered(client);
        if (found.Failed)
        {
            return found.Error.Rule == DeviceRules.UserCodeLimit ? found.Error : Unregistered(client);
        }

        var request = found.Value;
        if (request.ClientId != client.Id || !request.Scopes.SequenceEqual(ScopeList.Parse(parameters[ParameterNames.Scope]), StringComparer.Ordinal))
        {
            return Unregistered(client);
        }

        return request.Status == DeviceStatus.Pending ? request : new OAuthError(DeviceRules.Answered, received: $"{request.Status}");
    }

    /// <summary>
    /// The page when the device waits no longer for what the person has been signing in for; null while it does. Hours may lie between the
    /// beginning and the end of a sign-in.
    /// </summary>
    public async ValueTask<DisplayedFailure?> WhyOverAsync(AuthorizationRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (WhyOff() is { } off)
        {
            return off;
        }

        var device = await requests.FindByUserCodeAsync(request.UserCode, ct);
        return device?.Status == DeviceStatus.Pending && device.ClientId == request.ClientId
            && device.Scopes.SequenceEqual(request.Scopes, StringComparer.Ordinal)
            ? null
            : Displayed(new OAuthError(DeviceRules.Answered, received: $"{device?.Status.ToString() ?? "expired"}"), request.ClientId);
    }

    /// <summary>What a client's own list says about the grant; told to our callback, so that the device learns that nothing will come.</summary>
    public static OAuthError? WhyRefused(Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.AllowsGrant(GrantTypes.DeviceCode) ? null : new OAuthError(
            AuthorizationRules.ResponseTypeDisabledByClient, "The client may not use devices.",
            client.AllowedGrantTypes is { IsEmpty: false } allowed ? string.Join(' ', allowed) : "no grant at all", GrantTypes.DeviceCode)
        {
            GrantType = GrantTypes.DeviceCode,
        };
    }

    /// <summary>How a person is told of it.</summary>
    /// <param name="clientId">Null when nobody knows whose device it is.</param>
    public static DisplayedFailure Displayed(OAuthError error, string? clientId)
    {
        ArgumentNullException.ThrowIfNull(error);
        var (sentence, advice) = error.Rule switch
        {
            _ when error.Rule == DeviceRules.Answered =>
                ("This device was answered already, or its code has expired.", "If the device still waits, ask it for a new code."),
            _ when error.Rule == DeviceRules.UserCodeLimit =>
                ("Too many wrong codes were typed here.", "Wait a few minutes, then ask the device for a new code."),
            _ => ("The application asked to send you to an address that is not registered for it.", "Tell whoever runs the application."),
        };
        return new DisplayedFailure(error with { ClientId = clientId, ClientIsKnown = clientId is not null }, error.Rule.Status, sentence, advice);
    }

    private static OAuthError Unregistered(Client client) => new(
        AuthorizationRules.RedirectUriUnregistered, expected: string.Join(' ', client.RedirectUris),
        received: "the device callback, without a device that waits for this request");
}
