using System.Collections.Concurrent;
using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Upstreams that no file can name, beside those of the file: they refuse, fail, cannot be opened, or remember what they were told.</summary>
internal sealed class FakeConnectors : IConnectorDirectory
{
    /// <summary>Says that the person refused.</summary>
    public const string Denying = "denying";

    /// <summary>Cannot use the provider's answer.</summary>
    public const string Failing = "failing";

    /// <summary>Asks for a group that the person is not in.</summary>
    public const string Groupless = "groupless";

    /// <summary>Cannot say where to send the person.</summary>
    public const string Unstartable = "unstartable";

    /// <summary>Cannot be opened.</summary>
    public const string Closed = "closed";

    /// <summary>Nobody can sign in with it in a browser.</summary>
    public const string Mute = "mute";

    /// <summary>Asks for a password and cannot check it.</summary>
    public const string Checkless = "checkless";

    /// <summary>Lets <see cref="Person"/> in and remembers.</summary>
    public const string Watching = "watching";

    private static readonly PersonClaims Jane = new() { UserId = "u1", Username = "Jane", Email = "jane@example.com", EmailVerified = true };

    private readonly IConnectorDirectory _real;
    private readonly Dictionary<string, IConnector> _fakes;

    public FakeConnectors(IConnectorDirectory real)
    {
        _real = real;
        _fakes = new IConnector[]
        {
            new Upstream(this, Denying, () => throw new UpstreamDeniedException("the person said no at db.internal")),
            new Upstream(this, Failing, () => throw new ConnectorException("the token answer of db.internal is broken")),
            new Upstream(this, Groupless, () => throw new RequiredGroupsException("not in staff")),
            new Upstream(this, Unstartable, () => new UpstreamIdentity(Person)),
            new Upstream(this, Closed, () => new UpstreamIdentity(Person)),
            new Upstream(this, Watching, () => new UpstreamIdentity(Person, "data of the sign-in")),
            new Silent(Mute),
            new PasswordChecker(Checkless),
        }.ToDictionary(connector => connector.Description.Id, StringComparer.Ordinal);
    }

    public PersonClaims Person { get; set; } = Jane;

    /// <summary>What <see cref="Watching"/> was asked at the start of a sign-in.</summary>
    public UpstreamRequest? Request { get; private set; }

    /// <summary>What <see cref="Watching"/> was told at its end.</summary>
    public UpstreamAnswer? Answer { get; private set; }

    /// <summary>The types and texts of the tokens that any of them was asked about.</summary>
    public ConcurrentQueue<(string Type, string Token)> Identified { get; } = [];

    /// <summary>Forgets what earlier tests did.</summary>
    public void Reset()
    {
        (Person, Request, Answer) = (Jane, null, null);
        Identified.Clear();
    }

    public async ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct) =>
        [.. await _real.ListAsync(ct), .. _fakes.Values.Select(fake => fake.Description)];

    public ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct) => id == Closed
        ? throw new ConnectorException("db.internal does not answer")
        : _fakes.TryGetValue(id, out var fake) ? new(fake) : _real.OpenAsync(id, ct);

    private sealed class Upstream(FakeConnectors owner, string id, Func<UpstreamIdentity> finish) : IRedirectConnector, ITokenIdentityConnector
    {
        public ConnectorDescription Description { get; } = new(id, "fake", id);

        public Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct)
        {
            owner.Request = id == Watching ? request : owner.Request;
            return id == Unstartable
                ? throw new ConnectorException("db.internal does not answer")
                : Task.FromResult(new UpstreamRedirect($"https://up.example.com/authorize?state={request.State}", "data of the start"));
        }

        public Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct)
        {
            owner.Answer = id == Watching ? answer : owner.Answer;
            return Task.FromResult(finish());
        }

        public Task<UpstreamIdentity> IdentifyAsync(string tokenType, string token, CancellationToken ct)
        {
            owner.Identified.Enqueue((tokenType, token));
            return Task.FromResult(finish());
        }
    }

    private sealed class Silent(string id) : IConnector
    {
        public ConnectorDescription Description { get; } = new(id, "fake", id);
    }

    private sealed class PasswordChecker(string id) : IPasswordConnector
    {
        public ConnectorDescription Description { get; } = new(id, "fake", id);

        public string Prompt => "Badge";

        public Task<Result<UpstreamIdentity>> LoginAsync(ConnectorScopes scopes, PasswordAttempt attempt, CancellationToken ct) =>
            throw new ConnectorException("db.internal does not answer");
    }
}
