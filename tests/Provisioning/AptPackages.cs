namespace Dex.Tests.Provisioning;

/// <summary>
/// Installs what the suite lacks from the operating system's packages, where that is safe: root on Debian. Elsewhere it
/// fails and says what to install. Two test projects run at once, so the whole act is under a machine-wide lock.
/// </summary>
public static class AptPackages
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(12);

    private static readonly Dictionary<string, string?> Quiet = new() { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C.UTF-8" };

    /// <summary>Ubuntu's chromium is a stub for a snap, so only Debian itself counts.</summary>
    public static bool AreAvailable => Environment.IsPrivilegedProcess && IsDebian();

    /// <summary>
    /// Answers what <paramref name="find"/> finds (null means it is not there), installing <paramref name="package"/> first
    /// when it finds nothing. <paramref name="remedy"/> says what a person can do who may not install packages this way.
    /// </summary>
    public static async Task<string> EnsureAsync(string package, Func<string?> find, string remedy, CancellationToken ct = default)
    {
        if (find() is { } present)
        {
            return present;
        }

        if (!AreAvailable)
        {
            throw new InvalidOperationException(
                $"The tests need the package '{package}', which is not installed, and only root on Debian may install it here. {remedy}");
        }

        await using var alone = await LockAsync(ct);
        if (find() is { } meanwhile)
        {
            return meanwhile;
        }

        var update = await AptGetAsync(["update", "-q"], ct);
        var install = await AptGetAsync(["install", "-q", "-y", "--no-install-recommends", package], ct);
        return find() ?? throw new InvalidOperationException(
            $"The tests need the package '{package}', and apt-get did not bring it. {remedy}\n{update.Text}\n{install.Text}");
    }

    private static Task<CommandResult> AptGetAsync(string[] arguments, CancellationToken ct) =>
        ChildProcess.RunAsync("apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments], CommandLimit, Quiet, ct: ct);

    private static async Task<FileStream> LockAsync(CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), "dex-tests-apt.lock");
        FileStream? held = null;
        await Eventually.HoldsAsync(
            () => Task.FromResult((held = TryOpen(path)) is not null),
            LockLimit,
            () => $"Another test run has held {path} for {LockLimit}.",
            ct);
        return held!;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsDebian() =>
        File.Exists("/etc/os-release") && File.ReadLines("/etc/os-release").Contains("ID=debian", StringComparer.Ordinal);
}
