using System.Text.RegularExpressions;
using Dex.Tests.Provisioning;
using Xunit;

namespace Dex.Tests.Unit.Architecture;

/// <summary>House rules that no analyzer keeps: read from the compiled product, and from the text of the tests.</summary>
public sealed partial class SourceRuleTests
{
    public static TheoryData<string> Product => ["Dex.Domain", "Dex.Infrastructure", "Dex.Web"];

    [Theory]
    [MemberData(nameof(Product))]
    public void The_clock_comes_from_a_time_provider(string assembly) =>
        AssertNeverUsed(assembly, "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.DateTime.get_Today",
            "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.get_Now");

    [Theory]
    [MemberData(nameof(Product))]
    public void Nothing_blocks_a_thread_for_a_task_or_for_a_while(string assembly) =>
        AssertNeverUsed(assembly, "System.Threading.Thread.Sleep", "System.Threading.Tasks.Task.Wait", "System.Threading.Tasks.Task.WaitAll",
            "System.Threading.Tasks.Task.WaitAny", "System.Threading.Tasks.Task`1.get_Result");

    [Fact]
    public void No_test_sleeps() => AssertNowhereInTests(Sleep());

    [Fact]
    public void No_test_is_skipped() => AssertNowhereInTests(Skip());

    private static void AssertNeverUsed(string assembly, params string[] members)
    {
        using var product = new CompiledAssembly(assembly);

        Assert.DoesNotContain(product.Uses(), use => members.Contains($"{use.UsedType}.{use.Member}", StringComparer.Ordinal));
    }

    private static void AssertNowhereInTests(Regex forbidden) =>
        Assert.Empty(Repository.SourceFiles("tests")
            .Where(file => forbidden.IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Folder, file)));

    // Waiting without end for a cancellation is no sleep.
    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\((?!Timeout\.Infinite)|\.WaitForTimeoutAsync\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bSkip\s*=\s*[""$@]|\bAssert\.Skip")]
    private static partial Regex Skip();
}
