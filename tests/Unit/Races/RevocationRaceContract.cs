using Dex.Domain.RefreshTokens;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Races;

/// <summary>What many do to one refresh token at the same moment: it ends once, nobody gets an error, and no token outlives it.</summary>
public abstract class RevocationRaceContract : IAsyncLifetime
{
    private const int Many = 100;

    private DexServer _dex = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private IRefreshTokenStore Store => _dex.Services.GetRequiredService<IRefreshTokenStore>();

    /// <summary>The section <c>storage</c>.</summary>
    protected abstract Task<string> StorageAsync();

    public async ValueTask InitializeAsync() => _dex = await DexServer.StartAsync(GrantServer.Settings with { Storage = await StorageAsync() });

    public async ValueTask DisposeAsync()
    {
        await _dex.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_a_hundred_who_take_back_the_same_tokens_everybody_succeeds()
    {
        var tokens = await IssuedTokens.OfPasswordAsync(_dex);
        string[] kinds = [tokens.Refresh, tokens.Access, tokens.Id, tokens.Refresh];

        var statuses = await AtOnceAsync(Many, i => StatusAsync("/token/revoke", ("token", kinds[i % kinds.Length])));

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal("", await tokens.AliveAsync(_dex));
    }

    // The one that is refreshed at the same moment may be first; then what it was given is taken back too.
    [Fact]
    public async Task A_refresh_at_the_same_moment_leaves_no_token_that_outlives_the_family()
    {
        for (var round = 0; round < 10; round++)
        {
            var tokens = await IssuedTokens.OfPasswordAsync(_dex);
            var issued = new IssuedToken(Guid.NewGuid().ToString(), DateTimeOffset.UtcNow.AddHours(1));

            var results = await AtOnceAsync(8, async i =>
                i == 0 ? await RefreshAsync(tokens.Refresh, issued) : await StatusAsync("/token/revoke", ("token", tokens.Refresh)) == 200);

            Assert.All(results.Skip(1), Assert.True);
            Assert.Null(await Store.FindAsync(RefreshTokenText.Decode(tokens.Refresh).Id, Ct));
            Assert.Equal(results[0], await _dex.Services.GetRequiredService<IRevokedTokens>().IsRevokedAsync(issued.Id, Ct));
            Assert.Equal("", await tokens.AliveAsync(_dex));
        }
    }

    [Fact]
    public async Task Of_many_sign_ins_of_one_person_at_one_client_one_refresh_token_stays_and_all_are_answered()
    {
        var answers = await AtOnceAsync(20, _ => IssuedTokens.OfPasswordAsync(_dex));

        var alive = await Task.WhenAll(answers.Select(tokens => IssuedTokens.IsActiveAsync(_dex, tokens.Refresh)));
        Assert.Single(alive, isAlive => isAlive);
        Assert.Equal(1, (await Store.ListAsync(new RefreshTokenQuery(), Ct)).Total);
    }

    [Fact]
    public async Task Sign_ins_and_revocations_in_confusion_end_without_a_failure()
    {
        var first = await IssuedTokens.OfPasswordAsync(_dex);

        var statuses = await AtOnceAsync(24, async i =>
        {
            var tokens = i % 3 == 0 ? first : await IssuedTokens.OfPasswordAsync(_dex);
            return await StatusAsync("/token/revoke", ("token", tokens.Refresh));
        });

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(0, (await Store.ListAsync(new RefreshTokenQuery(), Ct)).Total);
    }

    /// <summary>After the server has stopped.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acts = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await act(i);
        })).ToArray();
        start.SetResult();
        return Task.WhenAll(acts);
    }

    private async Task<int> StatusAsync(string route, params (string Name, string Value)[] form)
    {
        using var answer = await _dex.PostAsClientAsync(route, SignInServer.Web, form);
        return (int)answer.StatusCode;
    }

    // True when the refresh came first.
    private async Task<bool> RefreshAsync(string text, IssuedToken issued)
    {
        var (id, value) = RefreshTokenText.Decode(text);
        var (turn, hash, now) = (Guid.NewGuid().ToString("N"), RefreshTokenValue.HashOf(value), DateTimeOffset.UtcNow);
        return await Store.FindAsync(id, Ct) is { } token
            && await Store.TryTakeTurnAsync(id, hash, turn, now.AddMinutes(1), Ct)
            && await Store.CompleteAsync(
                id, turn, new Refreshed(token.Person, RefreshTokenValue.HashOf(RefreshTokenValue.New(token.FamilyKey)), hash, null, null, now, [issued]), Ct);
    }
}
