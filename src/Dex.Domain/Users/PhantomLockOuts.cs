namespace Dex.Domain.Users;

/// <summary>Lock-outs of addresses that have no account: in memory and bounded, for nobody can ever sign in with them.</summary>
internal sealed class PhantomLockOuts
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (LockOut State, DateTimeOffset LastFailureAt)> _byEmail = new(StringComparer.Ordinal);

    /// <summary>As <see cref="ILocalUserStore.TryBeginAttemptAsync"/> does for accounts.</summary>
    public LockOut? TryBeginAttempt(string email, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_byEmail.Count >= Capacity)
            {
                _byEmail.Clear();
            }

            var (state, last) = _byEmail.GetValueOrDefault(email, (LockOut.None, now));
            if (state.IsLocked(now))
            {
                return state;
            }

            _byEmail[email] = ((now - last > LockOut.Memory ? LockOut.None : state).AfterFailure(now), now);
            return null;
        }
    }
}
