using Dex.Domain.Claims;
using Dex.Domain.Connectors;

namespace Dex.Tests.Unit.Fakes;

/// <summary>
/// An upstream provider that sends the browser straight back and says at each refresh what the test wants: new claims, no, nothing in time.
/// It stands beside the connectors of the file.
/// </summary>
internal sealed class LiveUpstream(IConnectorDirectory real) : IConnectorDirectory
{
    /// <summary>Can refresh.</summary>
    public const string Live = "live";

    /// <summary>Knows the same people and cannot refresh.</summary>
    public const string Once = "once";

    /// <summary>Can refresh, and is not to be used for it.</summary>
    public const string Closed = "no-refresh";

    private int _asked;

    public PersonClaims Person { get; set; } = new()
    {
        UserId = "u1", Username = "Jane", Email = "jane@example.com", EmailVerified = true, Groups = ["staff"],
    };

    /// <summary>What it leaves with each answer, after the sign-in's <c>data 0</c>.</summary>
    public Func<int, string?> Data { get; set; } = asked => $"data {asked}";

    /// <summary>Every refresh fails with it; null: none does.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Every refresh waits for it, after <see cref="Meanwhile"/>.</summary>
    public Task Pause { get; set; } = Task.CompletedTask;

    /// <summary>Runs while a refresh is under way.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>No connector opens at all.</summary>
    public bool IsBroken { get; set; }

    /// <summary>How often it was asked to refresh.</summary>
    public int Asked => _asked;

    /// <summary>What it was asked last.</summary>
    public (ConnectorScopes Scopes, UpstreamIdentity Known)? Question { get; private set; }

    public async ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct) =>
        [.. await real.ListAsync(ct), DescriptionOf(Live), DescriptionOf(Once), DescriptionOf(Closed)];

    public ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct) => IsBroken
        ? throw new ConnectorException("db.internal does not answer")
        : id switch
        {
            Live or Closed => new(new Refreshing(this, id)),
            Once => new(new Connector(this, id)),
            _ => real.OpenAsync(id, ct),
        };

    private static ConnectorDescription DescriptionOf(string id) =>
        new(id, "fake", id) { GrantTypes = id == Closed ? ["authorization_code"] : [] };

    private async Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known)
    {
        var asked = Interlocked.Increment(ref _asked);
        Question = (scopes, known);
        await (Meanwhile?.Invoke() ?? Task.CompletedTask);
        await Pause;
        return Failure is null ? new UpstreamIdentity(Person, Data(asked)) : throw Failure;
    }

    private class Connector(LiveUpstream owner, string id) : IRedirectConnector
    {
        public ConnectorDescription Description { get; } = DescriptionOf(id);

        protected LiveUpstream Owner { get; } = owner;

        public Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct) =>
            Task.FromResult(new UpstreamRedirect($"{request.CallbackUrl}?state={Uri.EscapeDataString(request.State)}"));

        public Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct) =>
            Task.FromResult(new UpstreamIdentity(Owner.Person, "data 0"));
    }

    private sealed class Refreshing(LiveUpstream owner, string id) : Connector(owner, id), IRefreshConnector
    {
        public Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct) => Owner.RefreshAsync(scopes, known);
    }
}
