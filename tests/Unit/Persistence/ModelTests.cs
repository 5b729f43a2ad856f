using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Dex.Infrastructure.Persistence.PostgreSql;
using Dex.Infrastructure.Persistence.Sqlite;
using Dex.Infrastructure.Persistence.SqlServer;
using Dex.Infrastructure.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

/// <summary>What can be known of the model without a database, above all what SQL Server would reject.</summary>
public sealed class ModelTests
{
    private static readonly string[] TablesOfDex =
    [
        "client", "auth_request", "auth_code", "refresh_token", "password", "keys", "offline_session", "connector", "device_request",
        "device_token", "user_identity", "auth_session", "migrations", "auth_codes", "auth_requests", "auth_sessions", "connectors",
        "device_requests", "device_tokens", "oauth2clients", "offline_sessions", "passwords", "refresh_tokens", "user_identities",
    ];

    public static TheoryData<string> Providers => ["sqlite", "postgres", "sqlserver"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_migrations_say_what_the_model_says(string provider)
    {
        using var db = Context(provider);

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Equal(["Initial", "SignIn", "Grants"], db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void No_table_has_a_name_of_dex(string provider)
    {
        using var db = Context(provider);

        Assert.All(Tables(db), table => Assert.DoesNotContain(table.Name, TablesOfDex, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void SQL_Server_accepts_the_length_of_every_key()
    {
        using var db = Context("sqlserver");

        Assert.All(Tables(db), table =>
        {
            Assert.All(table.UniqueConstraints, key => Assert.InRange(Bytes(key.Columns), 1, 900));
            Assert.All(table.Indexes, index => Assert.InRange(Bytes(index.Columns), 1, 1700));
        });
    }

    [Fact]
    public void SQL_Server_compares_every_text_byte_by_byte()
    {
        using var db = Context("sqlserver");

        Assert.All(
            Tables(db).SelectMany(table => table.Columns).Where(column => column.StoreType.StartsWith("nvarchar", StringComparison.Ordinal)),
            column => Assert.Equal(SqlServerDexDbContext.Collation, column.Collation));
    }

    [Fact]
    public void No_row_is_reached_by_two_cascades()
    {
        using var db = Context("sqlserver");

        Assert.All(Tables(db), table => Assert.InRange(table.ForeignKeyConstraints.Count(key => key.OnDeleteAction == ReferentialAction.Cascade), 0, 1));
        Assert.All(Tables(db).SelectMany(table => table.ForeignKeyConstraints), key => Assert.Empty(key.PrincipalTable.ForeignKeyConstraints));
    }

    [Fact]
    public void Instants_keep_their_milliseconds()
    {
        using var db = Context("sqlserver");
        var instants = Tables(db).SelectMany(table => table.Columns).Where(column => column.StoreType.StartsWith("datetime", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(instants);
        Assert.All(instants, column => Assert.Equal("datetime2", column.StoreType));
    }

    [Fact]
    public void The_migration_script_is_T_SQL()
    {
        using var db = Context("sqlserver");

        AssertParses(db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
    }

    [Theory]
    [InlineData(ClientSort.Attention)]
    [InlineData(ClientSort.Name)]
    [InlineData(ClientSort.Kind)]
    [InlineData(ClientSort.LastToken)]
    public void The_client_list_is_T_SQL(ClientSort sort)
    {
        using var db = Context("sqlserver");
        var statics = new StaticClients([Sample.Client("of-the-file")]);
        foreach (var descending in new[] { false, true })
        {
            var query = new ClientQuery
            {
                Search = "a%", Kind = ClientKind.Machine, GrantType = "client_credentials", Secrets = SecretHealth.Weak, Sort = sort, Descending = descending,
            };
            var listed = new ClientList(query, statics, Sample.Start).Filter(db);

            AssertParses(new ClientOrder(sort, descending).Sort(listed).Skip(10).Take(20).ToQueryString());
        }
    }

    [Fact]
    public void The_lists_of_people_are_T_SQL()
    {
        using var db = Context("sqlserver");
        var identities = IdentityStore.Filter(db, new IdentityQuery { Search = "a%", ConnectorId = "ldap", ConsentedTo = "app", BlockedAt = Sample.Start });
        var accounts = new LocalUserList(new LocalUserQuery { Search = "a%", IsLocked = true }, new StaticUsers([Sample.User("of-the-file@example.com")])).Filter(db);

        AssertParses(IdentityStore.Sort(identities).Skip(10).Take(20).ToQueryString());
        AssertParses(accounts.OrderBy(user => user.Email).Skip(10).Take(20).ToQueryString());
    }

    private static void AssertParses(string sql)
    {
        // EF Core declares decimals and the like before the query; the batch separator is the client's.
        using var reader = new StringReader(sql);
        new TSql150Parser(initialQuotedIdentifiers: true, SqlEngineType.Standalone).Parse(reader, out var errors);
        Assert.Empty(errors.Select(error => $"line {error.Line}: {error.Message}"));
    }

    // The longest that a key of these columns can be, in SQL Server's bytes.
    private static int Bytes(IEnumerable<IColumn> columns) => columns.Sum(column => column.StoreType switch
    {
        "int" => 4,
        "bigint" or "datetime2" => 8,
        var text when text.StartsWith("nvarchar(", StringComparison.Ordinal) && text != "nvarchar(max)" =>
            2 * int.Parse(text["nvarchar(".Length..^1], System.Globalization.CultureInfo.InvariantCulture),
        var other => throw new InvalidOperationException($"{column.Table.Name}.{column.Name} is {other}, which is no type for a key."),
    });

    private static IEnumerable<ITable> Tables(DexDbContext db) => db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables;

    private static DexDbContext Context(string provider) => provider switch
    {
        "sqlite" => new SqliteDexDbContext(new DbContextOptionsBuilder<SqliteDexDbContext>().UseSqlite("Data Source=unused.db").Options),
        "postgres" => new PostgreSqlDexDbContext(new DbContextOptionsBuilder<PostgreSqlDexDbContext>().UseNpgsql("Host=unused").Options),
        _ => new SqlServerDexDbContext(new DbContextOptionsBuilder<SqlServerDexDbContext>()
            .UseSqlServer("Server=unused", options => options.UseCompatibilityLevel(SqlServerDexDbContext.CompatibilityLevel)).Options),
    };
}
