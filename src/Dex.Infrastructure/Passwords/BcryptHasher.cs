using Dex.Domain.Users;

namespace Dex.Infrastructure.Passwords;

/// <summary>
/// bcrypt for the passwords of people. A check takes a good part of a second of processor time, so few run at once and the rest wait;
/// an account that does not exist costs the same.
/// </summary>
public sealed class BcryptHasher : IPasswordHasher, IDisposable
{
    /// <summary>The cost of new hashes.</summary>
    public const int Cost = BcryptCost.Recommended;

    private readonly SemaphoreSlim _running = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _nobodys = new(() => BCrypt.Net.BCrypt.HashPassword(Guid.NewGuid().ToString("N"), Cost));

    public Task<string> HashAsync(string password, CancellationToken ct) =>
        RunAsync(() => BCrypt.Net.BCrypt.HashPassword(password, Cost), ct);

    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken ct) =>
        RunAsync(
            () =>
            {
                var usable = hash is not null && IsUsable(hash);
                return Matches(usable ? hash! : _nobodys.Value, password) && usable;
            },
            ct);

    public void Dispose() => _running.Dispose();

    private static bool Matches(string hash, string password)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (BCrypt.Net.SaltParseException)
        {
            return false;
        }
    }

    private static bool IsUsable(string hash) => BcryptCost.Of(hash) is >= BcryptCost.Least and <= BcryptCost.Greatest;

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _running.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _running.Release();
        }
    }
}
