using System.Collections.Immutable;
using Dex.Domain.Authorization;
using Dex.Domain.Codes;
using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Races;

/// <summary>
/// Where everybody waits for everybody else at the one moment that matters: all have seen the code unspent, all are about to end the
/// request. Without it the first of a race is often through before the second begins, and the race proves nothing.
/// </summary>
internal sealed class MeetingPoint
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    /// <summary>How many meet; zero, and after them everybody, goes on at once.</summary>
    public int Expected { get; set; }

    public Task ArriveAsync()
    {
        var arrived = Interlocked.Increment(ref _arrived);
        if (arrived == Expected)
        {
            _complete.SetResult();
        }

        return arrived <= Expected ? _complete.Task : Task.CompletedTask;
    }

    /// <summary>Makes those meet here who have found a code and not yet tried to spend it.</summary>
    public void MeetBeforeSpending(IServiceCollection services) => services.AddSingleton<IAuthorizationCodeStore>(provider =>
        new Codes(ActivatorUtilities.CreateInstance<AuthorizationCodeStore>(provider), this));

    /// <summary>Makes those meet here who are about to end a request.</summary>
    public void MeetBeforeEnding(IServiceCollection services) => services.AddSingleton<IAuthorizationRequestStore>(provider =>
        new Requests(ActivatorUtilities.CreateInstance<AuthorizationRequestStore>(provider), this));

    private sealed class Codes(AuthorizationCodeStore store, MeetingPoint point) : IAuthorizationCodeStore
    {
        public async Task<AuthorizationCode?> FindAsync(string hash, CancellationToken ct)
        {
            var code = await store.FindAsync(hash, ct);
            await point.ArriveAsync();
            return code;
        }

        public Task<bool> TryRedeemAsync(string hash, ImmutableArray<IssuedToken> tokens, NewRefreshToken? refreshToken, CancellationToken ct) =>
            store.TryRedeemAsync(hash, tokens, refreshToken, ct);
    }

    private sealed class Requests(AuthorizationRequestStore store, MeetingPoint point) : IAuthorizationRequestStore
    {
        public Task AddAsync(AuthorizationRequest request, CancellationToken ct) => store.AddAsync(request, ct);

        public Task<AuthorizationRequest?> FindAsync(string id, CancellationToken ct) => store.FindAsync(id, ct);

        public Task<bool> SetConnectorDataAsync(string id, string? connectorData, CancellationToken ct) => store.SetConnectorDataAsync(id, connectorData, ct);

        public Task<bool> CompleteLoginAsync(string id, CompletedLogin login, CancellationToken ct) => store.CompleteLoginAsync(id, login, ct);

        public async Task<bool> EndAsync(string id, string proofKey, AuthorizationCode? code, CancellationToken ct)
        {
            await point.ArriveAsync();
            return await store.EndAsync(id, proofKey, code, ct);
        }
    }
}
