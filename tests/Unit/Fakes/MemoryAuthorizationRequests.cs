using Dex.Domain.Authorization;
using Dex.Domain.Codes;

namespace Dex.Tests.Unit.Fakes;

/// <summary>Authorization requests in a dictionary, by the store's contract; the codes that answered them lie beside them.</summary>
internal sealed class MemoryAuthorizationRequests(TimeProvider clock) : IAuthorizationRequestStore
{
    private readonly Dictionary<string, AuthorizationRequest> _requests = new(StringComparer.Ordinal);

    public IReadOnlyCollection<AuthorizationRequest> All => _requests.Values;

    public List<AuthorizationCode> Codes { get; } = [];

    /// <summary>Runs before the next write, as a step on another page would.</summary>
    public Action<MemoryAuthorizationRequests>? BeforeWrite { get; set; }

    public AuthorizationRequest this[string id] => _requests[id];

    public void Put(AuthorizationRequest request) => _requests[request.Id] = request;

    public void Remove(string id) => _requests.Remove(id);

    public Task AddAsync(AuthorizationRequest request, CancellationToken ct)
    {
        _requests.Add(request.Id, request);
        return Task.CompletedTask;
    }

    public Task<AuthorizationRequest?> FindAsync(string id, CancellationToken ct) => Task.FromResult(Live(id));

    public Task<bool> SetConnectorDataAsync(string id, string? connectorData, CancellationToken ct) =>
        Change(id, request => request with { ConnectorData = connectorData });

    public Task<bool> CompleteLoginAsync(string id, CompletedLogin login, CancellationToken ct) => Change(id, request => request with
    {
        Person = login.Person,
        ConnectorData = login.ConnectorData,
        AuthTime = login.AuthTime,
        ProofKey = login.ProofKey,
    });

    public Task<bool> EndAsync(string id, string proofKey, AuthorizationCode? code, CancellationToken ct)
    {
        Interfere();
        if (Live(id)?.ProofKey != proofKey)
        {
            return Task.FromResult(false);
        }

        _requests.Remove(id);
        Codes.AddRange(code is null ? [] : [code]);
        return Task.FromResult(true);
    }

    private Task<bool> Change(string id, Func<AuthorizationRequest, AuthorizationRequest> change)
    {
        Interfere();
        if (Live(id) is not { } request)
        {
            return Task.FromResult(false);
        }

        _requests[id] = change(request);
        return Task.FromResult(true);
    }

    private AuthorizationRequest? Live(string id) =>
        _requests.GetValueOrDefault(id) is { } request && request.ExpiresAt > clock.GetUtcNow() ? request : null;

    private void Interfere()
    {
        var act = BeforeWrite;
        BeforeWrite = null;
        act?.Invoke(this);
    }
}
