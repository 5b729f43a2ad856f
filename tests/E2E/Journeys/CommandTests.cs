using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dex.Tests.E2E.Hosting;
using Dex.Tests.Provisioning;
using Npgsql;
using Xunit;

namespace Dex.Tests.E2E.Journeys;

/// <summary>The program as operators call it: its commands, what it refuses, and how it ends.</summary>
public sealed class CommandTests(PostgreSqlFixture postgres) : IDisposable
{
    private const int Refused = 2;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Six_faults_are_all_named_and_nothing_is_started()
    {
        var result = await ServeAsync($$"""
            issuer: dex.example.com
            storage:
              type: sqlite3
              config: {file: '{{_folder.File("dex.db")}}', ssl: 3}
            web:
              http: 127.0.0.1
            oauth2:
              grantTypes: [authorization_code, client_credential]
            expiry:
              idTokens: 10
            logger:
              level: loud
            connectors:
              - config: {clientSecret: hunter2}
            """);

        Assert.Equal(Refused, result.ExitCode);
        Assert.All(
            ["issuer", "web.http", "oauth2.grantTypes[1]", "expiry.idTokens", "logger.level", "connectors[0]"],
            path => Assert.Contains($"\t-\t{path} ", result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", result.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("dex.db")));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("--frobnicate")]
    [InlineData("serve")]
    [InlineData("serve", "--frobnicate", "config.yaml")]
    [InlineData("check", "no-such-file.yaml")]
    public async Task A_wrong_command_line_is_told_and_ends_with_2(params string[] arguments)
    {
        var result = await DexProcess.RunAsync(arguments, _folder.Path, ct: Cancelled);

        Assert.Equal(Refused, result.ExitCode);
        Assert.NotEmpty(result.Error);
        ExpectNoStackTrace(result);
    }

    [Theory]
    [InlineData("config-dev.yaml")]
    [InlineData("config-postgres.yaml")]
    [InlineData("config-sqlserver.yaml")]
    public async Task The_examples_are_valid(string example)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DEX_DATABASE_PASSWORD"] = "a password",
            ["DEX_CLIENT_REPORTS_SECRET"] = "vX8Qm2Lr0tYc5Zs7Wd1Kf4Hj6Nb9Pg3A",
        };

        var result = await DexProcess.RunAsync(["check", Example(example)], environment: environment, ct: Cancelled);

        Assert.True(result.Succeeded, result.Text);
    }

    [Fact]
    public async Task The_version_is_the_first_line()
    {
        var result = await DexProcess.RunAsync(["version"], ct: Cancelled);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Dex Version: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing_the_second_time_and_a_relative_file_is_the_callers()
    {
        File.WriteAllText(_folder.File("config.yaml"), Configuration(new ServerPlace(FreePort.Next(), _folder.Path)));

        for (var time = 1; time <= 2; time++)
        {
            var result = await DexProcess.RunAsync(["migrate", "config.yaml"], _folder.Path, ct: Cancelled);

            Assert.True(result.Succeeded, result.Text);
        }

        Assert.True(File.Exists(_folder.File("dex.db")));
    }

    [Fact]
    public async Task Sample_data_stays_on_this_machine()
    {
        var result = await DexProcess.RunAsync(
            [], environment: new Dictionary<string, string?> { ["DEX_WEB_HTTP"] = $"0.0.0.0:{FreePort.Next()}" }, ct: Cancelled);

        Assert.Equal(Refused, result.ExitCode);
        Assert.Contains("DEX_WEB_HTTP", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_without_a_stack_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var place = new ServerPlace(((IPEndPoint)taken.LocalEndpoint).Port, _folder.Path);

        var result = await ServeAsync(Configuration(place));

        Assert.Equal(Refused, result.ExitCode);
        Assert.Contains(place.Listen, result.Error, StringComparison.Ordinal);
        Assert.Contains("in use", result.Error, StringComparison.Ordinal);
        ExpectNoStackTrace(result);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_without_a_stack_trace()
    {
        var result = await ServeAsync(PostgreSql(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = FreePort.Next(), Database = "dex" }, "dex"));

        Assert.Equal(Refused, result.ExitCode);
        Assert.Contains("storage cannot be opened", result.Error, StringComparison.Ordinal);
        ExpectNoStackTrace(result);
    }

    [Fact]
    public async Task A_database_that_does_not_know_the_user_is_told_without_the_password()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync(Cancelled));

        var result = await ServeAsync(PostgreSql(database, user: "stranger"));

        Assert.Equal(Refused, result.ExitCode);
        Assert.Contains("stranger", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Text, StringComparison.Ordinal);
        ExpectNoStackTrace(result);
    }

    [Fact]
    public async Task Serve_refuses_a_database_with_sample_objects()
    {
        var file = _folder.File("dex.db");
        await using (await DexProcess.StartAsync(new Dictionary<string, string?> { ["DEX_STORAGE_SQLITE3_CONFIG_FILE"] = file }, Cancelled))
        {
        }

        var result = await ServeAsync(Configuration(new ServerPlace(FreePort.Next(), _folder.Path)));

        Assert.Equal(Refused, result.ExitCode);
        Assert.Contains("sample objects", result.Error, StringComparison.Ordinal);
        ExpectNoStackTrace(result);
    }

    [Theory]
    [InlineData("TERM", "terminated")]
    [InlineData("INT", "interrupt")]
    public async Task A_signal_ends_the_server_in_good_order(string signal, string name)
    {
        await using var server = await DexProcess.ServeAsync(Configuration, ct: Cancelled);

        var status = await server.EndAsync(signal);

        Assert.Equal(0, status);
        var line = Assert.Single(server.Log.Split('\n'), line => line.Contains("shutdown now", StringComparison.Ordinal));
        Assert.Contains($"err=\"received signal {name}\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData(null)]
    public async Task Without_a_list_the_flag_of_the_environment_decides_about_machines(string? flag)
    {
        var text = await File.ReadAllTextAsync(Example("config-dev.yaml"), Cancelled);
        await using var server = await DexProcess.ServeAsync(
            place => text.Replace("127.0.0.1:5556", place.Listen, StringComparison.Ordinal),
            new Dictionary<string, string?> { ["DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT"] = flag },
            ct: Cancelled);
        using var machine = new Machine(server);

        var isServed = flag is not null;
        Assert.Equal(isServed, (await machine.DiscoveredGrantsAsync(Cancelled)).Contains("client_credentials"));
        Assert.Equal(isServed ? "" : "unsupported_grant_type", await machine.RefusalAsync(Cancelled));
    }

    public void Dispose() => _folder.Dispose();

    private static string Example(string name) => Path.Combine(Repository.Folder, "examples", name);

    private static string Configuration(ServerPlace place) => $"""
        issuer: {place.Issuer}
        storage:
          type: sqlite3
          config:
            file: {place.DatabaseFile}
        web:
          http: {place.Listen}
        """;

    private static string PostgreSql(NpgsqlConnectionStringBuilder database, string user) => string.Create(CultureInfo.InvariantCulture, $"""
        issuer: http://127.0.0.1:5556/dex
        storage:
          type: postgres
          config:
            host: {database.Host}
            port: {database.Port}
            database: {database.Database}
            user: {user}
            password: hunter2
            connectionTimeout: 10
            ssl:
              mode: disable
        web:
          http: 127.0.0.1:{FreePort.Next()}
        """);

    private static void ExpectNoStackTrace(CommandResult result) => Assert.DoesNotContain("   at ", result.Text, StringComparison.Ordinal);

    private Task<CommandResult> ServeAsync(string configuration)
    {
        File.WriteAllText(_folder.File("config.yaml"), configuration);
        return DexProcess.RunAsync(["serve", "config.yaml"], _folder.Path, ct: Cancelled);
    }
}
