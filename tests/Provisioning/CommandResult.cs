namespace Dex.Tests.Provisioning;

/// <summary>How a command ended and what it said on its two streams.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Both streams, standard output first.</summary>
    public string Text => $"{Output}{Error}";
}
