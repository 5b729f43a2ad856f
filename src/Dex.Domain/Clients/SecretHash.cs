using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dex.Domain.Clients;

/// <summary>
/// The forms in which a secret is kept. Ours have 256 random bits, so one SHA-256 suffices: <c>sha256$HASH</c>. Those that people
/// choose get <c>pbkdf2-sha512$ROUNDS$SALT$HASH</c> (bcrypt stops at 72 bytes). Secrets of the configuration file are never stored;
/// in memory they are <c>process$HASH</c>, keyed by <see cref="SecretVerifier"/>.
/// </summary>
public static class SecretHash
{
    /// <summary>The rounds that OWASP's password storage guidance asks of PBKDF2 with HMAC-SHA-512.</summary>
    public const int Rounds = 210_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Generated = "sha256$";
    private const string Chosen = "pbkdf2-sha512$";
    private const string Process = "process$";

    /// <summary>Of a secret with 256 random bits only.</summary>
    public static string OfGenerated(string secret) => Generated + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Of a secret that a person chose; takes about a tenth of a second.</summary>
    public static string OfChosen(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Chosen}{Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(secret, salt, Rounds))}");
    }

    internal static string OfProcess(byte[] mac) => Process + Convert.ToBase64String(mac);

    internal static bool IsProcess(string hash) => hash.StartsWith(Process, StringComparison.Ordinal);

    internal static bool IsChosen(string hash) => hash.StartsWith(Chosen, StringComparison.Ordinal);

    internal static bool MatchesProcess(string hash, ReadOnlySpan<byte> mac) => Matches(hash.AsSpan(Process.Length), mac);

    internal static bool MatchesGenerated(string hash, ReadOnlySpan<byte> sha256) =>
        hash.StartsWith(Generated, StringComparison.Ordinal) && Matches(hash.AsSpan(Generated.Length), sha256);

    internal static bool MatchesChosen(string hash, string secret)
    {
        var parts = hash.Split('$');
        return parts.Length == 4
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(parts[3]), Derive(secret, Convert.FromBase64String(parts[2]), rounds));
    }

    /// <summary>What a check against <see cref="OfChosen"/> costs, for callers that have nothing to check against.</summary>
    internal static void Spend(string secret) => Derive(secret, new byte[SaltBytes], Rounds);

    internal static string Fingerprint(string hash)
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes(hash));
        var hex = Convert.ToHexStringLower(bytes.AsSpan(0, 4));
        return $"{hex[..4]}·{hex[4..]}";
    }

    private static byte[] Derive(string secret, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, rounds, HashAlgorithmName.SHA512, HashBytes);

    private static bool Matches(ReadOnlySpan<char> base64, ReadOnlySpan<byte> presented)
    {
        Span<byte> kept = stackalloc byte[64];
        return Convert.TryFromBase64Chars(base64, kept, out var written) && CryptographicOperations.FixedTimeEquals(kept[..written], presented);
    }
}
