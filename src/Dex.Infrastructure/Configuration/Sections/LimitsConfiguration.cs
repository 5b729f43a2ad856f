namespace Dex.Infrastructure.Configuration.Sections;

/// <summary><c>limits</c>, ours: how many failures within a window are answered before a 429.</summary>
public sealed record LimitsConfiguration
{
    public ClientAuthenticationLimits ClientAuthentication { get; init; } = new();

    public ConsoleSignInLimits ConsoleSignIn { get; init; } = new();

    public DeviceCodeLimits DeviceCodes { get; init; } = new();
}

/// <summary>Failed client authentications.</summary>
public sealed record ClientAuthenticationLimits
{
    public static readonly DexDuration DefaultWindow = DexDuration.Parse("1m");

    public int PerClient { get; init; } = 200;

    public int PerAddress { get; init; } = 400;

    public DexDuration? Window { get; init; }

    public TimeSpan EffectiveWindow => (Window ?? DefaultWindow).ToTimeSpan();
}

/// <summary>Failed sign-ins to the console.</summary>
public sealed record ConsoleSignInLimits
{
    public static readonly DexDuration DefaultWindow = DexDuration.Parse("5m");

    public int PerAccount { get; init; } = 10;

    public int PerAddress { get; init; } = 50;

    public DexDuration? Window { get; init; }

    public TimeSpan EffectiveWindow => (Window ?? DefaultWindow).ToTimeSpan();
}

/// <summary>Wrong user codes of devices.</summary>
public sealed record DeviceCodeLimits
{
    public static readonly DexDuration DefaultWindow = DexDuration.Parse("5m");

    public int PerAddress { get; init; } = 10;

    public DexDuration? Window { get; init; }

    public TimeSpan EffectiveWindow => (Window ?? DefaultWindow).ToTimeSpan();
}
