using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.Opening;
using Microsoft.Data.SqlClient;
using Npgsql;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

public sealed class ConnectionStringsTests
{
    private static readonly DatabaseSettings Server = new() { Kind = DatabaseKind.PostgreSql, Host = "db.example", Database = "dex", User = "u", Password = "p;=" };

    [Theory]
    [InlineData("db.example", 0, "db.example", 5432)]
    [InlineData("db.example", 6432, "db.example", 6432)]
    [InlineData("db.example:7432", 6432, "db.example", 7432)]
    [InlineData("[::1]:7432", 0, "::1", 7432)]
    [InlineData("::1", 6432, "::1", 6432)]
    [InlineData("/var/run/postgresql", 6432, "/var/run/postgresql", 6432)]
    [InlineData("", 0, "localhost", 5432)]
    public void PostgreSQL_takes_the_port_from_the_host_or_from_its_key(string host, int port, string expectedHost, int expectedPort)
    {
        var built = PostgreSql(Server with { Host = host, Port = port });

        Assert.Equal(expectedHost, built.Host);
        Assert.Equal(expectedPort, built.Port);
        Assert.Equal("p;=", built.Password);
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    [InlineData("", SslMode.VerifyFull)]
    public void PostgreSQL_encrypts_as_dex_does(string mode, SslMode expected)
    {
        var built = PostgreSql(Server with { TlsMode = mode, CaFile = "/ca.pem", CertFile = "/cert.pem", KeyFile = "/key.pem" });

        Assert.Equal(expected, built.SslMode);
        Assert.Equal(("/ca.pem", "/cert.pem", "/key.pem"), (built.RootCertificate, built.SslCertificate, built.SslKey));
    }

    [Fact]
    public void Limits_of_connections_and_time_are_the_drivers()
    {
        var settings = Server with { MaxOpenConns = 7, ConnectionTimeout = 9, ConnMaxLifetime = 60 };
        var postgreSql = PostgreSql(settings);
        var sqlServer = new SqlConnectionStringBuilder(ConnectionStrings.SqlServer(settings with { Host = "db.example:1444" }));

        Assert.Equal((7, 9, 60), (postgreSql.MaxPoolSize, postgreSql.Timeout, postgreSql.ConnectionLifetime));
        Assert.Equal((7, 9, 60), (sqlServer.MaxPoolSize, sqlServer.ConnectTimeout, sqlServer.LoadBalanceTimeout));
        Assert.Equal(("db.example,1444", "dex", "u", "p;="), (sqlServer.DataSource, sqlServer.InitialCatalog, sqlServer.UserID, sqlServer.Password));
    }

    [Theory]
    [InlineData("dex.db", "dex.db", false)]
    [InlineData("file:/var/dex.db?_fk=1", "/var/dex.db", false)]
    [InlineData("file:///var/de%20x.db", "/var/de x.db", false)]
    [InlineData(":memory:", ":memory:", true)]
    [InlineData("file::memory:?cache=shared", ":memory:", true)]
    public void An_SQLite_file_may_be_a_path_or_a_URI(string file, string path, bool isMemory)
    {
        Assert.Equal(isMemory, SqliteFile.IsMemory(file));
        Assert.Equal(path, SqliteFile.PathOf(file));
    }

    private static NpgsqlConnectionStringBuilder PostgreSql(DatabaseSettings settings) => new(ConnectionStrings.PostgreSql(settings));
}
