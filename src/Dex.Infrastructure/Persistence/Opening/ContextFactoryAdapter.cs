using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Opening;

/// <summary>Offers the provider's context factory as one of the base type; the interface is not covariant.</summary>
internal sealed class ContextFactoryAdapter<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<DexDbContext>
    where TContext : DexDbContext
{
    public DexDbContext CreateDbContext() => contexts.CreateDbContext();

    public async Task<DexDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await contexts.CreateDbContextAsync(cancellationToken);
}
