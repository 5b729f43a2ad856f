using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Configurations;

internal sealed class ActivityHourConfiguration : IEntityTypeConfiguration<ActivityHourRow>
{
    public void Configure(EntityTypeBuilder<ActivityHourRow> builder)
    {
        builder.ToTable("dex_activity_hours");
        builder.HasKey(row => new { row.Hour, row.ClientId, row.GrantType, row.Rule });
        builder.Property(row => row.ClientId).HasMaxLength(ClientLimits.Id);
        builder.Property(row => row.GrantType).HasMaxLength(KeyLengths.GrantType);
        builder.Property(row => row.Rule).HasMaxLength(KeyLengths.Rule);
        builder.HasIndex(row => new { row.ClientId, row.Hour });
    }
}

internal sealed class SecretUseConfiguration : IEntityTypeConfiguration<SecretUseRow>
{
    public void Configure(EntityTypeBuilder<SecretUseRow> builder)
    {
        builder.ToTable("dex_secret_uses");
        builder.HasKey(row => new { row.ClientId, row.Hour, row.SecretId, row.Address });
        builder.Property(row => row.ClientId).HasMaxLength(ClientLimits.Id);
        builder.Property(row => row.SecretId).HasMaxLength(KeyLengths.SecretId);
        builder.Property(row => row.Address).HasMaxLength(KeyLengths.Address);
        builder.HasIndex(row => row.Hour);
    }
}

internal sealed class ClientActivityConfiguration : IEntityTypeConfiguration<ClientActivityRow>
{
    public void Configure(EntityTypeBuilder<ClientActivityRow> builder)
    {
        builder.ToTable("dex_client_activity");
        builder.HasKey(row => row.ClientId);
        builder.Property(row => row.ClientId).HasMaxLength(ClientLimits.Id);
        builder.Property(row => row.LastRefusalRule).HasMaxLength(KeyLengths.Rule);
    }
}
