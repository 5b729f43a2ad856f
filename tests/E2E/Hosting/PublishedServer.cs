using Dex.Tests.Provisioning;

namespace Dex.Tests.E2E.Hosting;

/// <summary>The server as <c>dotnet publish</c> hands it over, made once by the first test that asks for it.</summary>
public sealed class PublishedServer : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _assembly;

    public PublishedServer() => _assembly = new(PublishAsync);

    /// <summary>The published assembly.</summary>
    public Task<string> AssemblyAsync() => _assembly.Value;

    public void Dispose() => _folder.Dispose();

    private async Task<string> PublishAsync()
    {
        // What the tests were built with is already compiled, which leaves the copying and compressing.
        var built = Path.GetDirectoryName(DexProcess.ServerAssembly())!;
        var configuration = Path.GetFileName(Path.GetDirectoryName(built))!;
        var result = await ChildProcess.RunAsync(
            DexProcess.DotnetHost(),
            [
                "publish", Path.Combine(Repository.Folder, "src", "Dex.Web"), "--configuration", configuration, "--no-build",
                "--output", _folder.Path, "-nodeReuse:false",
            ],
            Limit,
            new Dictionary<string, string?> { ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["DOTNET_NOLOGO"] = "1" });
        return result.Succeeded
            ? _folder.File(Path.GetFileName(DexProcess.ServerAssembly()))
            : throw new InvalidOperationException($"dotnet publish ended with {result.ExitCode}:\n{result.Text}");
    }
}
