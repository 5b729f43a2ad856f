using Xunit;

namespace Dex.Tests.Unit.Architecture;

/// <summary>Web → Infrastructure → Domain, and Web → Domain; of the web project, only its hosting knows Infrastructure.</summary>
public sealed class DependencyRuleTests
{
    private static readonly string[] DomainPackages = ["FluentValidation", "Microsoft.Extensions.Logging.Abstractions"];

    [Fact]
    public void The_domain_references_only_its_allow_list()
    {
        using var domain = new CompiledAssembly("Dex.Domain");

        Assert.All(domain.References, reference => Assert.True(
            DomainPackages.Contains(reference, StringComparer.Ordinal) || IsBaseClassLibrary(reference),
            $"Dex.Domain must not reference {reference}."));
    }

    [Fact]
    public void Infrastructure_does_not_know_the_web()
    {
        using var infrastructure = new CompiledAssembly("Dex.Infrastructure");

        Assert.DoesNotContain("Dex.Web", infrastructure.References);
    }

    [Theory]
    [InlineData("Dex.Infrastructure")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    public void Of_the_web_project_only_hosting_knows(string assembly)
    {
        using var web = new CompiledAssembly("Dex.Web");

        var strangers = web.Uses()
            .Where(use => use.UsedAssembly == assembly || use.UsedAssembly.StartsWith($"{assembly}.", StringComparison.Ordinal))
            .Where(use => !IsHosting(use.Namespace));

        Assert.Empty(strangers);
    }

    // Program and its closures are in no namespace.
    private static bool IsHosting(string space) =>
        space is "" or "Dex.Web.Hosting" || space.StartsWith("Dex.Web.Hosting.", StringComparison.Ordinal);

    // ASP.NET Core lies in a folder of its own, so this one holds the base class library and nothing else.
    private static bool IsBaseClassLibrary(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{assembly}.dll"));
}
