using Dex.Tests.Provisioning;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]
