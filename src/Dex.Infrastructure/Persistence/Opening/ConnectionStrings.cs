using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>dex's storage keys as the drivers' connection strings.</summary>
internal static class ConnectionStrings
{
    private const int BusySeconds = 10;

    public static string Sqlite(DatabaseSettings settings) => new SqliteConnectionStringBuilder
    {
        DataSource = settings.File,
        DefaultTimeout = BusySeconds,
    }.ToString();

    /// <summary>A database of this process alone; it lives as long as one connection to it is open.</summary>
    public static string Memory() => new SqliteConnectionStringBuilder
    {
        DataSource = $"file:/dex-{Guid.NewGuid():N}?vfs=memdb",
        DefaultTimeout = BusySeconds,
    }.ToString();

    public static string PostgreSql(DatabaseSettings settings)
    {
        if (settings.ConnectionString.Length > 0)
        {
            return settings.ConnectionString;
        }

        var (host, port) = HostAndPort(settings, isSocket: settings.Host.StartsWith('/'));
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = host.Length > 0 ? host : "localhost",
            Database = NullIfEmpty(settings.Database),
            Username = NullIfEmpty(settings.User),
            Password = NullIfEmpty(settings.Password),
            SslMode = settings.TlsMode switch
            {
                "disable" => SslMode.Disable,
                "require" => SslMode.Require,
                "verify-ca" => SslMode.VerifyCA,
                _ when settings.Host.StartsWith('/') => SslMode.Disable,
                _ => SslMode.VerifyFull,
            },
            RootCertificate = NullIfEmpty(settings.CaFile),
            SslCertificate = NullIfEmpty(settings.CertFile),
            SslKey = NullIfEmpty(settings.KeyFile),
            ConnectionLifetime = settings.ConnMaxLifetime,
            ApplicationName = "dex",
        };
        if (port > 0)
        {
            builder.Port = port;
        }

        if (settings.MaxOpenConns > 0)
        {
            builder.MaxPoolSize = settings.MaxOpenConns;
        }

        if (settings.ConnectionTimeout > 0)
        {
            builder.Timeout = settings.ConnectionTimeout;
        }

        return builder.ToString();
    }

    public static string SqlServer(DatabaseSettings settings)
    {
        if (settings.ConnectionString.Length > 0)
        {
            return settings.ConnectionString;
        }

        var (host, port) = HostAndPort(settings, isSocket: false);
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = port > 0 ? string.Create(CultureInfo.InvariantCulture, $"{host},{port}") : host,
            InitialCatalog = settings.Database,
            IntegratedSecurity = settings.User.Length == 0,
            Encrypt = settings.TlsMode == "disable" ? SqlConnectionEncryptOption.Optional : SqlConnectionEncryptOption.Mandatory,
            TrustServerCertificate = settings.TlsMode == "require",
            ServerCertificate = settings.CaFile,
            LoadBalanceTimeout = settings.ConnMaxLifetime,
            ApplicationName = "dex",
        };
        if (settings.User.Length > 0)
        {
            builder.UserID = settings.User;
            builder.Password = settings.Password;
        }

        if (settings.MaxOpenConns > 0)
        {
            builder.MaxPoolSize = settings.MaxOpenConns;
        }

        if (settings.ConnectionTimeout > 0)
        {
            builder.ConnectTimeout = settings.ConnectionTimeout;
        }

        return builder.ToString();
    }

    // host:port, also [::1]:5432; an address of several colons without brackets has no port.
    private static (string Host, int Port) HostAndPort(DatabaseSettings settings, bool isSocket)
    {
        var host = settings.Host;
        var colon = host.LastIndexOf(':');
        if (isSocket || colon < 0 || (host.IndexOf(':') != colon && !host[..colon].EndsWith(']')))
        {
            return (host, settings.Port);
        }

        return int.TryParse(host[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (host[..colon].Trim('[', ']'), port)
            : (host, settings.Port);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
