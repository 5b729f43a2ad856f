using Dex.Tests.E2E.Hosting;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(ServerFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
// Journeys share one server and change its settings.
[assembly: Parallelization(Mode = ParallelMode.None)]
