using Dex.Domain.Users;

namespace Dex.Tests.Unit.Connectors;

/// <summary>Knows one password of every hash, compares at no cost, and counts what real hashing would have to be done.</summary>
internal sealed class CountingHasher(string right) : IPasswordHasher
{
    private int _verifications;

    public int Verifications => _verifications;

    public Task<string> HashAsync(string password, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken ct)
    {
        Interlocked.Increment(ref _verifications);
        return Task.FromResult(hash is not null && password == right);
    }
}
