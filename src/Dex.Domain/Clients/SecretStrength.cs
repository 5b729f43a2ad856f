namespace Dex.Domain.Clients;

/// <summary>Judges secrets that people chose. A weak one is accepted and flagged.</summary>
public static class SecretStrength
{
    /// <summary>Below 32 characters, or of few different characters: within reach of guessing once the hash is lost.</summary>
    public static bool IsWeak(string secret) => secret.Length < 32 || secret.Distinct().Count() < 12;
}
