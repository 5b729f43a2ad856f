using System.Collections.Concurrent;
using Dex.Domain.Users;

namespace Dex.Domain.Administration;

/// <summary>Lock-outs of addresses that have no account: in memory and bounded, for nobody can ever sign in with them.</summary>
internal sealed class PhantomLockOuts
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, LockOut> _byEmail = new(StringComparer.Ordinal);

    public LockOut Find(string email) => _byEmail.GetValueOrDefault(email, LockOut.None);

    public void RecordFailure(string email, DateTimeOffset now)
    {
        if (_byEmail.Count >= Capacity)
        {
            _byEmail.Clear();
        }

        _byEmail.AddOrUpdate(email, _ => LockOut.None.AfterFailure(now), (_, old) => old.AfterFailure(now));
    }
}
