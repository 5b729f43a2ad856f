using Dex.Domain.Users;

namespace Dex.Tests.Unit.Users;

/// <summary>Hashes at no cost, so that a test can see which password a hash belongs to.</summary>
internal sealed class PlainHasher : IPasswordHasher
{
    public static string Of(string password) => $"hash of {password}";

    public Task<string> HashAsync(string password, CancellationToken ct) => Task.FromResult(Of(password));

    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken ct) => Task.FromResult(hash == Of(password));
}
