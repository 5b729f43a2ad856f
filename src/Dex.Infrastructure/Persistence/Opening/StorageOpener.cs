using Dex.Domain.Protocol;
using Dex.Infrastructure.Persistence.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>Everything that must have happened before the first request: tables, encryption key, and the settings, keys and topics in memory.</summary>
internal sealed class StorageOpener(DatabaseMigrator migrator, EncryptionSetup encryption, ChangeFeed feed)
{
    public async Task OpenAsync(CancellationToken ct)
    {
        try
        {
            await migrator.MigrateAsync(ct);
        }
        catch (Exception exception) when (StorageFaults.IsUnavailable(exception))
        {
            throw new StorageUnavailableException("The database does not answer.", exception);
        }

        await encryption.RunAsync(ct);
        await feed.PollAsync().WaitAsync(ct);
    }
}

/// <summary>The one call of start-up.</summary>
public static class StorageOpening
{
    /// <summary>Opens storage: refuses dex's own database, migrates, proves the encryption key, loads what is kept in memory.</summary>
    /// <exception cref="StorageOpeningException">It cannot be opened as configured; the message is for the operator.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static Task OpenStorageAsync(this IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<StorageOpener>().OpenAsync(ct);
}
