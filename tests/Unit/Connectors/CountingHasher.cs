using Dex.Domain.Users;

namespace Dex.Tests.Unit.Connectors;

/// <summary>Knows one password of every hash, compares at no cost, and counts what real hashing would have to be done.</summary>
internal sealed class CountingHasher(string right) : IPasswordHasher
{
    private int _verifications;

    public int Verifications => _verifications;

    public Task<string> HashAsync(string password, CancellationToken ct) => Task.FromResult("$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy");

    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken ct)
    {
        Interlocked.Increment(ref _verifications);
        return Task.FromResult(hash is not null && password == right);
    }
}
