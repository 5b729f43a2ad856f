namespace Dex.Infrastructure.Persistence;

/// <summary>
/// Where the writers of this process wait for each other. SQLite has one writer at a time, and whoever waits inside it holds a thread;
/// here nobody does. Server databases queue their writers themselves.
/// </summary>
public sealed class WriterTurns(bool oneAtATime) : IDisposable
{
    private readonly SemaphoreSlim? _turn = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Waits for a turn; dispose the answer to end it. Null when there is nothing to wait for.</summary>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (_turn is null)
        {
            return null;
        }

        await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    public void Dispose() => _turn?.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
