using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class StorageValidator : AbstractValidator<StorageConfiguration>
{
    /// <summary>The variable that goes before both keys of the file.</summary>
    public const string EncryptionKeyVariable = "DEX_STORAGE_ENCRYPTION_KEY";

    private const int WeakKeyLength = 32;
    private const string Offered = "write one of memory, sqlite3, postgres, sqlserver";

    public StorageValidator(ConfigurationEnvironment environment)
    {
        RuleFor(s => s.Type).Custom(CheckType);
        RuleFor(s => s.EncryptionKey).Empty().When(s => s.EncryptionKeyFile.Length > 0)
            .WithMessage("encryptionKey and encryptionKeyFile exclude each other; keep one.");
        RuleFor(s => s.EncryptionKey).Must(key => key.Length is 0 or >= WeakKeyLength).WithSeverity(Severity.Warning)
            .WithMessage($"The key is shorter than {WeakKeyLength} characters; write base64 of 32 random bytes.");
        RuleFor(s => s.EncryptionKey).Must((storage, key) =>
                environment[EncryptionKeyVariable].Length == 0 || (key.Length == 0 && storage.EncryptionKeyFile.Length == 0))
            .WithSeverity(Severity.Warning)
            .WithMessage($"{EncryptionKeyVariable} is set and used instead of the file's key.");
        RuleFor(s => s.Settings!).SetInheritanceValidator(v =>
        {
            v.Add(new SqliteValidator());
            v.Add(new PostgresValidator());
            v.Add(new SqlServerValidator());
        }).When(s => s.Settings is not null);
    }

    private static void CheckType(string type, ValidationContext<StorageConfiguration> context)
    {
        var problem = type switch
        {
            "memory" or "sqlite3" or "postgres" or "sqlserver" => null,
            "" => $"The storage type is missing; {Offered}.",
            "mysql" => "MySQL storage is not offered; use postgres or sqlserver for several nodes, sqlite3 for one.",
            "etcd" => "etcd storage is not offered; use postgres or sqlserver for several nodes, sqlite3 for one.",
            "kubernetes" => "Storage in Kubernetes objects is not offered; use postgres or sqlserver, or sqlite3 on a volume.",
            "ent" => "The ent layout is not offered; use sqlite3 or postgres, which have a layout of their own here.",
            _ => $"The storage type {Shown.Quoted(type)} is unknown; {Offered}.",
        };
        if (problem is not null)
        {
            context.Fault("", problem);
        }
    }
}

internal sealed class SqliteValidator : AbstractValidator<SqliteStorageSettings>
{
    public SqliteValidator() =>
        RuleFor(s => s.File).NotEmpty().WithMessage("The database file is missing; write a path, or use the storage type memory.");
}

internal abstract class ServerStorageValidator<T> : AbstractValidator<T>
    where T : ServerStorageSettings
{
    protected ServerStorageValidator()
    {
        RuleFor(s => s.Port).InclusiveBetween(0, ushort.MaxValue).WithMessage("A port lies between 0 and 65535; 0 is the usual one.");
        RuleFor(s => s.ConnectionTimeout).GreaterThanOrEqualTo(0).WithMessage("Write seconds; 0 is no limit.");
        RuleFor(s => s.ConnMaxLifetime).GreaterThanOrEqualTo(0).WithMessage("Write seconds; 0 is no limit.");
        RuleFor(s => s.Ssl.Mode).Must(mode => mode.Length == 0 || StorageTlsSettings.Modes.Contains(mode, StringComparer.Ordinal))
            .WithMessage((_, mode) => $"{Shown.Quoted(mode)} is no TLS mode; write one of {Shown.Listed(StorageTlsSettings.Modes)}.");
    }
}

internal sealed class PostgresValidator : ServerStorageValidator<PostgresStorageSettings>;

internal sealed class SqlServerValidator : ServerStorageValidator<SqlServerStorageSettings>
{
    public SqlServerValidator()
    {
        RuleFor(s => s.Host).NotEmpty().When(s => s.ConnectionString.Length == 0)
            .WithMessage("The server is missing; write host, database, user and password, or one connectionString.");
        RuleFor(s => s.ConnectionString).Empty().When(s => s.Host.Length + s.Database.Length + s.User.Length + s.Password.Length > 0)
            .WithMessage("connectionString excludes host, database, user and password; keep one of the two forms.");
    }
}
