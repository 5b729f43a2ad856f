using System.Collections.Immutable;
using Dex.Domain.Limits;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Configuration.Sections;

namespace Dex.Infrastructure.Configuration.Conversion;

/// <summary>Makes the domain's settings of a reading without faults.</summary>
public static class SettingsConversion
{
    public static FileSettings ToFileSettings(ConfigurationReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var configuration = reading.Configuration;
        return new FileSettings
        {
            Issuer = new Issuer(configuration.Issuer),
            FilePath = reading.Source.IsFile ? reading.Source.Name : null,
            GrantTypes = [.. configuration.OAuth2.GrantTypes],
            ResponseTypes = [.. configuration.OAuth2.EffectiveResponseTypes],
            PasswordConnector = configuration.OAuth2.PasswordConnector,
            SkipsConsent = configuration.OAuth2.SkipApprovalScreen,
            AlwaysShowsChooser = configuration.OAuth2.AlwaysShowLoginScreen,
            Pkce = new PkcePolicy
            {
                Enforce = configuration.OAuth2.Pkce.Enforce,
                Methods = [.. configuration.OAuth2.Pkce.EffectiveMethods],
            },
            Lifetimes = new Lifetimes
            {
                IdTokens = configuration.Expiry.IdTokenLifetime.ToTimeSpan(),
                SigningKeys = configuration.SigningKeyPeriod.ToTimeSpan(),
                AuthorizationRequests = configuration.Expiry.AuthRequestLifetime.ToTimeSpan(),
                DeviceRequests = configuration.Expiry.DeviceRequestLifetime.ToTimeSpan(),
            },
            RefreshTokens = ToPolicy(configuration.Expiry.RefreshTokens),
            SigningAlgorithm = (configuration.Signer?.Local ?? new LocalSignerSettings()).Algorithm,
            IntrospectionRequiresAuthentication = configuration.OAuth2.Introspection.RequireAuthentication,
            Stated = [.. reading.Source.StatedKeys],
            Variables = reading.Source.Variables.ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    public static LimitSettings ToLimits(DexConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var limits = configuration.Limits;
        return new LimitSettings
        {
            PerClient = limits.ClientAuthentication.PerClient,
            PerAddress = limits.ClientAuthentication.PerAddress,
            Window = limits.ClientAuthentication.EffectiveWindow,
            SignInsPerAccount = limits.ConsoleSignIn.PerAccount,
            SignInsPerAddress = limits.ConsoleSignIn.PerAddress,
            SignInWindow = limits.ConsoleSignIn.EffectiveWindow,
            UserCodesPerAddress = limits.DeviceCodes.PerAddress,
            UserCodeWindow = limits.DeviceCodes.EffectiveWindow,
        };
    }

    private static RefreshTokenPolicy ToPolicy(RefreshTokenConfiguration configuration) => new()
    {
        Rotates = !configuration.DisableRotation,
        ReuseInterval = Limit(configuration.ReuseInterval),
        IdleLifetime = Limit(configuration.ValidIfNotUsedFor),
        AbsoluteLifetime = Limit(configuration.AbsoluteLifetime),
    };

    private static TimeSpan Limit(DexDuration? duration) => ExpiryConfiguration.Positive(duration)?.ToTimeSpan() ?? TimeSpan.Zero;
}
