using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Dex.Tests.Unit.Persistence;

/// <summary>A fact about a database. Where the database can only be brought from outside and was not, there is no such test, rather than a skipped one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(DatabaseFactDiscoverer))]
public sealed class DatabaseFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : FactAttribute(file, line);

/// <summary>Finds the tests of <see cref="DatabaseFactAttribute"/>.</summary>
public sealed class DatabaseFactDiscoverer : FactDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        testMethod.TestClass.Class == typeof(SqlServerStoreTests) && !SqlServerStoreTests.IsOffered
            ? new([])
            : base.Discover(discoveryOptions, testMethod, factAttribute);
}
