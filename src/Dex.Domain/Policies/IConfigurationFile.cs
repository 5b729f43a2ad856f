namespace Dex.Domain.Policies;

/// <summary>The text of the configuration file, for pages that say which line fixes a setting.</summary>
public interface IConfigurationFile
{
    /// <summary>The file as the operator named it; null when the server runs on the embedded default.</summary>
    string? Path { get; }

    /// <summary>
    /// Where the file states a dotted key such as <c>oauth2.grantTypes</c>: the line, counted from one, and the YAML of the key with its
    /// parents, never a secret. Null when the file does not state it.
    /// </summary>
    (int Line, string Snippet)? Locate(string key);
}
