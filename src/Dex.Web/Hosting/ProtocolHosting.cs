using Dex.Domain.Clients;
using Dex.Domain.Codes;
using Dex.Domain.Devices;
using Dex.Domain.Discovery;
using Dex.Domain.Grants;
using Dex.Domain.Identities;
using Dex.Domain.Introspection;
using Dex.Domain.Limits;
using Dex.Domain.Policies;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Refusals;
using Dex.Domain.Revocation;
using Dex.Domain.Tokens;
using Dex.Domain.Trials;
using Dex.Domain.UserInfo;
using Dex.Web.Endpoints;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Hosting;

/// <summary>The protocol: grants, issuance, verification, and the endpoints that lead to them.</summary>
internal static class ProtocolHosting
{
    public static IServiceCollection AddProtocol(this IServiceCollection services) => services
        .AddSingleton<Grant, AuthorizationCodeGrant>()
        .AddSingleton<Grant, ClientCredentialsGrant>()
        .AddSingleton<Grant, RefreshTokenGrant>()
        .AddSingleton<Grant, DeviceCodeGrant>()
        .AddSingleton<Grant, PasswordGrant>()
        .AddSingleton<Grant, TokenExchangeGrant>()
        .AddSingleton<GrantDispatcher>()
        .AddSingleton<ConnectorGate>()
        .AddSingleton<PersonGate>()
        .AddSingleton<LoginRecord>()
        .AddSingleton<PasswordSignIn>()
        .AddSingleton<RefreshTokenIssuance>()
        .AddSingleton<RefreshTokenJudgement>()
        .AddSingleton<RefreshTokenAdmission>()
        .AddSingleton<ConnectorRefresh>()
        .AddSingleton<RefreshTokenRotation>()
        .AddSingleton<MachineTokenIssuer>()
        .AddSingleton<PersonTokenIssuer>()
        .AddSingleton<TokenStanding>()
        .AddSingleton<CodeRedemption>()
        .AddSingleton<DeviceAuthorization>()
        .AddSingleton<DevicePoll>()
        .AddSingleton<ClientAuthenticator>()
        .AddSingleton<TrialSecrets>()
        .AddSingleton<TrialSignIns>()
        .AddSingleton<FailureLimits>()
        .AddSingleton<Introspector>()
        .AddSingleton<TokenRevocation>()
        .AddSingleton<UserInfoClaims>()
        .AddSingleton<RefusalLog>()
        .AddSingleton<IDiscoverySource, DiscoverySource>()
        .AddSingleton<IProtocolEndpoint, DiscoveryEndpoint>()
        .AddSingleton<IProtocolEndpoint, KeysEndpoint>()
        .AddSingleton<IProtocolEndpoint, TokenEndpoint>()
        .AddSingleton<IProtocolEndpoint, DeviceAuthorizationEndpoint>()
        .AddSingleton<IProtocolEndpoint, IntrospectionEndpoint>()
        .AddSingleton<IProtocolEndpoint, RevocationEndpoint>()
        .AddSingleton<IProtocolEndpoint, UserInfoEndpoint>()
        .AddSingleton<IProtocolEndpoint, HealthEndpoint>()
        .AddSingleton<ProtocolPipeline>()
        .AddSingleton<RequestIdentityFactory>()
        .AddSingleton<ClientAddressResolver>()
        .AddSingleton<CrossOriginPolicy>()
        .AddSingleton<RefusalWriter>()
        .AddSingleton<ErrorPageWriter>();

    /// <summary>What this build can serve: every grant there is. <c>implicit</c> has no class of its own, for it is the browser flow alone.</summary>
    public static ServerCapabilities Capabilities { get; } = new(Domain.Protocol.GrantTypes.All);
}
