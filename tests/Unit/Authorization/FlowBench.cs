using Dex.Domain.Administration;
using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Devices;
using Dex.Domain.Identities;
using Dex.Domain.Limits;
using Dex.Domain.Policies;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Dex.Tests.Unit.Authorization;

/// <summary>
/// The steps of the browser flow over fakes of their ports. Besides the application <c>app</c> there are one that is switched off, one
/// that nobody is trusted by, and the console; people sign in at <c>up</c> by a redirect or at <c>ldap</c> with a password.
/// </summary>
internal sealed class FlowBench
{
    /// <summary>Of everybody who asks.</summary>
    public const string Address = "192.0.2.77";

    /// <param name="more">Connectors besides the two.</param>
    public FlowBench(FileSettings? file = null, params IConnector[] more)
        : this(file, connectors => [connectors.Up, connectors.Ldap, .. more])
    {
    }

    private FlowBench(FileSettings? file, Func<FlowBench, IConnector[]> connectors)
    {
        Settings = new MemorySettings(Given.Policy(file));
        Connectors = new FixedConnectors(connectors(this));
        Requests = new MemoryAuthorizationRequests(Clock);
        var administrators = new AdministratorList([new AdministratorEntry("ldap", "", "admins")]);
        var console = new ConsoleApplication(new ConsolePlace("/console"), administrators, Connectors, new MemoryLocalUsers());
        Applications = new ApplicationDirectory(Clients, Connectors, console);
        Devices = new MemoryDevices(Clock);
        Lookup = new UserCodeLookup(Devices, new UserCodeLimits(new LimitSettings(), Clock));
        Trials = new TrialSignIns(Clock);
        DeviceSignIn = new DeviceSignIn(Lookup, Devices, Settings);
        Validator = new AuthorizationRequestValidator(Applications, Connectors, Clients, Settings, Tokens, DeviceSignIn, Trials, Clock);
        Completion = new LoginCompletion(Requests, new LoginRecord(Identities, Log.For<LoginRecord>()), Settings, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(Given.Now);

    public TrialSignIns Trials { get; }

    public MemorySettings Settings { get; }

    public MemoryClientStore Clients { get; } = new(
        GivenFlow.App(), GivenFlow.App("off") with { Enabled = false }, Given.Client("vault"), Given.Client("api") with { TrustedPeers = ["app"] });

    public TestRedirectConnector Up { get; } = new(GivenFlow.Connector("up"));

    public TestPasswordConnector Ldap { get; } = new(GivenFlow.Connector("ldap"));

    public FixedConnectors Connectors { get; }

    public ApplicationDirectory Applications { get; }

    public MemoryAuthorizationRequests Requests { get; }

    public MemoryDevices Devices { get; }

    public UserCodeLookup Lookup { get; }

    public DeviceSignIn DeviceSignIn { get; }

    public MemoryIdentities Identities { get; } = new();

    public KnownTokens Tokens { get; } = new();

    public MemoryLog Log { get; } = new();

    public AuthorizationRequestValidator Validator { get; }

    public LoginCompletion Completion { get; }

    public ConnectorChoice Choice => new(Applications, Validator, DeviceSignIn, Settings);

    public AuthorizationStart Start => new(Applications, Connectors, Validator, Requests, Settings, Log.For<AuthorizationStart>());

    public PasswordStep Password => new(Requests, Applications, Connectors, Completion, Log.For<PasswordStep>());

    public CallbackStep Callback => new(Requests, Connectors, Completion, Settings, Log.For<CallbackStep>());

    public ConsentStep Consent => new(
        Requests, Identities, Applications, new RequestedAccesses(Clients, Settings), Settings, Clock, Log.For<ConsentStep>());

    public Client App
    {
        get => Clients["app"];
        set => Clients.Put(value);
    }

    /// <summary>A server with these connectors and no others.</summary>
    public static FlowBench With(params IConnector[] connectors) => new(Serving("code", "id_token"), _ => connectors);

    /// <summary>The settings of a file with these response types.</summary>
    public static FileSettings Serving(params string[] responseTypes) => Given.File() with { ResponseTypes = [.. responseTypes] };

    /// <summary>A request under way, signed in or not.</summary>
    public AuthorizationRequest Stored(AuthorizationRequest request)
    {
        Requests.Put(request);
        return request;
    }

    public async Task<Validation> ValidateAsync(params (string Name, string? Value)[] changes) =>
        await Validator.ValidateAsync(GivenFlow.Parameters(changes), 404, Address, Xunit.TestContext.Current.CancellationToken);
}
