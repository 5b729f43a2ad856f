using Dex.Domain.Discovery;

namespace Dex.Domain.Policies;

/// <summary>
/// What saving console settings would do to what this issuer says and serves. Both sides are computed by the code that serves, so the
/// prediction cannot differ from what follows.
/// </summary>
public sealed class SettingsPreview
{
    private SettingsPreview(ServerPolicy before, ServerPolicy after, string algorithm)
    {
        Before = before;
        After = after;
        DocumentBefore = DiscoveryDocument.Of(before, algorithm);
        DocumentAfter = DiscoveryDocument.Of(after, algorithm);
        Lines = DocumentDiff.Lines(DocumentBefore, DocumentAfter);
        ChangedMembers = DocumentDiff.ChangedMembers(DocumentBefore, DocumentAfter);
        LostGrants = [.. before.ServedGrantTypes.Where(grant => !after.Serves(grant))];
        GainedGrants = [.. after.ServedGrantTypes.Where(grant => !before.Serves(grant))];
    }

    public ServerPolicy Before { get; }

    public ServerPolicy After { get; }

    public DiscoveryDocument DocumentBefore { get; }

    /// <summary>Byte for byte what will be served.</summary>
    public DiscoveryDocument DocumentAfter { get; }

    /// <summary>The lines of the members that change; empty when discovery stays as it is.</summary>
    public IReadOnlyList<DocumentLine> Lines { get; }

    public IReadOnlyList<string> ChangedMembers { get; }

    /// <summary>Served now and not afterwards.</summary>
    public IReadOnlyList<string> LostGrants { get; }

    /// <summary>Not served now, but afterwards.</summary>
    public IReadOnlyList<string> GainedGrants { get; }

    /// <summary>True when no caller will notice.</summary>
    public bool ChangesNothing => ChangedMembers.Count == 0 && LostGrants.Count == 0 && GainedGrants.Count == 0;

    /// <param name="algorithm">The algorithm of the current signing key, which discovery states.</param>
    public static SettingsPreview Of(ServerPolicy current, ConsoleSettings proposed, string algorithm) =>
        new(current, current.With(proposed), algorithm);
}
