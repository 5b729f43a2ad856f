using System.Collections.Frozen;
using System.Collections.Immutable;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;
using static Dex.Domain.Refusals.AuthorizationRules;
using static Dex.Domain.Refusals.RefusalRules;

namespace Dex.Domain.Refusals;

/// <summary>
/// For each endpoint the rules that a request of it meets, in order. A path is what the trace of a refusal shows: what stands before the
/// rule that refused was passed, what stands behind it was not reached. What a grant adds stands in <see cref="GrantPaths"/>.
/// </summary>
public static class RefusalPaths
{
    private static readonly RefusalRule[] Form = [RequestTooLarge, RequestMalformedForm];

    private static readonly RefusalRule[] Credentials = [RequestMalformedClientId, RequestMalformedClientSecret];

    // The limits stand first, because whoever exceeds them is not told, and not asked, what else is wrong.
    private static readonly RefusalRule[] Authentication =
    [
        LimitPerClient, LimitPerAddress, ClientMissing, ServerOverloaded, ClientUnknown,
        ClientHasNoSecret, ClientSecretMissing, ClientSecretMismatch, ClientSecretExpired, ClientSecretNotYetValid, ClientSecretDeactivated,
        ClientDisabled,
    ];

    private static readonly RefusalRule[] Gate =
        [ResponseTypeUnknown, ResponseTypeDisabledByServer, ResponseTypeMissing, ResponseTypeTokenAlone, ResponseTypeDisabledByClient];

    // What a request that a device waits for is asked instead of its address.
    private static readonly RefusalRule[] Device = [DeviceRules.GrantOff, DeviceRules.UserCodeLimit, DeviceRules.Answered];

    // Protocol 4.4, V4 to V20.
    private static readonly RefusalRule[] Judged =
    [
        .. Device, RedirectUriUnregistered, RedirectUriUnusable, ConnectorUnknown, ConnectorNotAllowed, RequestObjectUnsupported, RequestUriUnsupported,
        PkceMethodUnsupported, PkceRequiredByServer, PkceRequiredByClient, ScopeOpenIdMissing, ScopeTooMany, ScopeUnknown, AudienceUntrusted,
        .. Gate, NonceMissing, ResponseTypeTokenOutOfBand, ResponseModeInvalid, PromptInvalid, MaxAgeInvalid, IdTokenHintInvalid,
    ];

    private static readonly RefusalRule[] Step = [StateMissing, RequestGone, StepConnectorDiffers, StepConnectorUnavailable, StepConnectorKind, StepMethod];

    private static readonly RefusalRule[] Callback = [.. Form, .. Step, UpstreamDenied, UpstreamFailed, UpstreamGroups, LoginBlocked];

    private static readonly RefusalRule[] BeforeGrant =
        [RequestMethod, .. Form, GrantMissing, GrantUnknown, GrantDisabledByServer, .. Credentials, .. Authentication, GrantDisabledByClient];

    // An endpoint that does several things has several paths; a refusal belongs to the first that holds its rule.
    private static readonly FrozenDictionary<string, RefusalRule[][]> ByEndpoint = new Dictionary<string, RefusalRule[][]>
    {
        [EndpointCatalogue.Introspection.Path] =
            [[RequestMethod, .. Form, RequestEmptyBody, RequestTokenMissing, .. Credentials, .. Authentication, ClientPublicForIntrospection]],
        [EndpointCatalogue.Revocation.Path] =
            [[RequestMethod, .. Form, RequestTokenMissing, .. Credentials, .. Authentication, RevocationRules.OtherClient]],
        [EndpointCatalogue.UserInfo.Path] = [[BearerMissing, BearerInvalid, BearerWrongPurpose, BearerRevoked]],
        [EndpointCatalogue.Authorization.Path] =
            [[.. Form, ClientUnknown, ClientDisabled, ConnectorNoneForClient, ConnectorNotOffered, .. Judged, LoginRequired]],
        [EndpointCatalogue.ConnectorStart.Path] =
        [
            [
                .. Form, ClientUnknown, ClientDisabled, .. Judged, ConnectorMalformedId, ConnectorForbidden, ConnectorNotFound, ConnectorUnavailable,
                ConnectorGrantNotAllowed, ConnectorContradicted, LoginRequired, StepMethod, UpstreamStartFailed,
            ],
        ],
        [EndpointCatalogue.PasswordForm.Path] = [[.. Form, .. Step, LimitSignIns, PasswordCheckFailed, LoginLocked, LoginWrongPassword, LoginBlocked]],
        [EndpointCatalogue.Callback.Path] = [Callback],
        [EndpointCatalogue.PinnedCallback.Path] = [Callback],
        [EndpointCatalogue.Approval.Path] =
            [[.. Form, ApprovalMethod, ProofMissing, RequestGone, NotSignedIn, ProofInvalid, ConsentAnswerInvalid, ConsentRefused]],
        [EndpointCatalogue.DeviceAuthorization.Path] =
        [
            [
                RequestMethod, .. Form, GrantDisabledByServer, .. Credentials, .. Authentication, GrantDisabledByClient,
                DeviceRules.ChallengeMethodUnsupported,
            ],
        ],
        [EndpointCatalogue.DevicePage.Path] = [[.. Form, DeviceRules.GrantOff, StepMethod]],
        [EndpointCatalogue.DeviceCodeCheck.Path] =
            [[.. Form, DeviceRules.GrantOff, StepMethod, DeviceRules.UserCodeMissing, DeviceRules.UserCodeLimit, DeviceRules.UserCodeUnknown, DeviceRules.Answered]],
        [EndpointCatalogue.DeviceCallback.Path] =
        [
            [
                .. Form, DeviceRules.GrantOff, StepMethod, DeviceRules.SignInEnded, DeviceRules.CallbackIncomplete, DeviceRules.CodeUnknown,
                DeviceRules.RequestGone, DeviceRules.CodeOfAnother, DeviceRules.ClientGone, DeviceRules.Answered,
            ],
        ],
        [RefusalPlaces.Console] = [[LoginFlowLost, LoginUnfinished, LoginNotAdministrator], [LoginForged], [SetupLinkDead]],
        [RefusalPlaces.Host] = [[RequestForeignHost]],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // /auth, once the steps come back to it.
    private static readonly RefusalRule[] Continued =
    [
        .. Form, ProofMissing, RequestGone, NotSignedIn, ProofInvalid, DeviceRules.GrantOff, DeviceRules.Answered,
        RedirectUriUnregistered, RedirectUriUnusable, ClientDisabledMeanwhile,
        .. Gate, LoginBlocked, CodeRules.AudienceTrustWithdrawn, ServerSigningFailed,
    ];

    /// <summary>Rules that may stop a request between any two others, so that nothing is known of what stands around them.</summary>
    public static IReadOnlyList<RefusalRule> Anywhere { get; } = [ServerStorageUnavailable, ServerFault];

    /// <summary>Every path there is, for every grant that has rules of its own.</summary>
    public static IEnumerable<IReadOnlyList<RefusalRule>> All =>
        [.. ByEndpoint.Values.SelectMany(paths => paths), Continued, .. GrantPaths.Known.Select(grant => (IReadOnlyList<RefusalRule>)OfToken(grant))];

    /// <summary>The path of a refused request. It may lack the rule that refused, when another version wrote the record.</summary>
    public static ImmutableArray<RefusalRule> Of(RefusalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Endpoint == EndpointCatalogue.Token.Path)
        {
            return OfToken(record.GrantType.Length > 0 ? record.GrantType : record.Facts.Text(ParameterNames.GrantType));
        }

        if (record.Endpoint == EndpointCatalogue.Authorization.Path && record.Facts.Find(ParameterNames.RequestId) is { Length: > 0 })
        {
            return [.. Continued];
        }

        var paths = ByEndpoint.GetValueOrDefault(record.Endpoint, []);
        return [.. paths.FirstOrDefault(path => path.Contains(record.Rule)) ?? paths.FirstOrDefault() ?? []];
    }

    private static ImmutableArray<RefusalRule> OfToken(string grantType) => [.. BeforeGrant, .. GrantPaths.Of(grantType), ServerSigningFailed];
}

/// <summary>What a record says in place of a route where the request reached no endpoint of the protocol.</summary>
public static class RefusalPlaces
{
    public const string Console = "console";
    public const string Host = "host";
}
