using System.Xml;
using Npgsql;
using Xunit;

namespace Dex.Tests.Unit.Architecture;

public sealed class CompiledAssemblyTests
{
    private static readonly string Own = typeof(CompiledAssemblyTests).Assembly.GetName().Name!;

    [Fact]
    public void A_type_named_only_inside_a_closure_of_an_async_method_is_seen()
    {
        using var assembly = new CompiledAssembly(Own);

        Assert.Contains(assembly.Uses(), use => use.Type == nameof(Hidden) && use is { UsedAssembly: "Npgsql", UsedType: "Npgsql.NpgsqlException" });
    }

    [Fact]
    public void A_call_is_seen_with_its_member()
    {
        using var assembly = new CompiledAssembly(Own);

        Assert.Contains(assembly.Uses(), use => use.Type == nameof(Hidden) && use is { UsedType: "System.Xml.XmlConvert", Member: "ToString" });
    }

    [Fact]
    public void A_type_that_does_not_use_an_assembly_is_not_blamed()
    {
        using var assembly = new CompiledAssembly(Own);

        Assert.DoesNotContain(assembly.Uses(), use => use.Type == nameof(Instructions) && use.UsedAssembly == "Npgsql");
    }
}

internal static class Hidden
{
    public static async Task<Func<object, bool>> AskAsync()
    {
        await Task.Yield();
        var zero = XmlConvert.ToString(0);
        return thing => thing is NpgsqlException failure && failure.Message == zero;
    }
}
