using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Limits;

namespace Dex.Domain.Connectors;

/// <summary>
/// Slows down guessing at password connectors: failures are counted per connector and name, and per source address. Names that nobody
/// has are counted alike, or the limit would tell which exist.
/// </summary>
public sealed class PasswordLimits(LimitSettings limits, TimeProvider clock)
{
    private const int LongestKey = 400;

    private readonly FailureWindow _perName = new(limits.SignInsPerAccount, limits.SignInWindow, clock);
    private readonly FailureWindow _perAddress = new(limits.SignInsPerAddress, limits.SignInWindow, clock);

    /// <summary>
    /// Counts the attempt as a failure before the password is looked at, so that of many attempts at the same time no more than the limit
    /// is tried. Null while within the limits; else how long to wait.
    /// </summary>
    public TimeSpan? Begin(string connectorId, PasswordAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var name = _perName.Count(Key(connectorId, attempt.Username));
        var source = attempt.Address.Length > 0 ? _perAddress.Count(AddressKey.Of(attempt.Address)) : null;
        return name ?? source;
    }

    /// <summary>The attempt was right: the name starts anew.</summary>
    public void Succeed(string connectorId, PasswordAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        _perName.Forget(Key(connectorId, attempt.Username));
        _perAddress.Refund(AddressKey.Of(attempt.Address));
    }

    /// <summary>The attempt was neither right nor wrong, for the upstream failed.</summary>
    public void TakeBack(string connectorId, PasswordAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        _perName.Refund(Key(connectorId, attempt.Username));
        _perAddress.Refund(AddressKey.Of(attempt.Address));
    }

    // Directories compare names without case, so spellings are no further attempts. A stranger's text must not fill memory.
    private static string Key(string connectorId, string username)
    {
        var key = $"{connectorId}\n{username.Trim().ToLowerInvariant()}";
        return key.Length <= LongestKey ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
