using Dex.Tests.E2E.Hosting;
using Dex.Tests.Provisioning;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(ServerFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]
// Journeys share one server and change its settings.
[assembly: Parallelization(Mode = ParallelMode.None)]
