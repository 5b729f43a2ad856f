namespace Dex.Infrastructure.Persistence.Configurations;

/// <summary>Lengths of texts that stand in keys, in characters. Together they stay under SQL Server's 900 bytes for a key, two bytes each.</summary>
internal static class KeyLengths
{
    public const int Email = 320;
    public const int SecretId = 40;
    public const int Address = 64;
    public const int GrantType = 60;
    public const int Rule = 60;
    public const int Name = 60;
    public const int SubjectId = 320;
    public const int RandomId = 128;

    /// <summary>SHA-256 as hex.</summary>
    public const int Hash = 64;
}
