using Dex.Infrastructure.Persistence.Rows;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Configurations;

internal sealed class ConsoleSettingsConfiguration : IEntityTypeConfiguration<ConsoleSettingsRow>
{
    public void Configure(EntityTypeBuilder<ConsoleSettingsRow> builder)
    {
        builder.ToTable("dex_console_settings");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class KeyRingConfiguration : IEntityTypeConfiguration<KeyRingRow>
{
    public void Configure(EntityTypeBuilder<KeyRingRow> builder)
    {
        builder.ToTable("dex_key_ring");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class SetupLinkConfiguration : IEntityTypeConfiguration<SetupLinkRow>
{
    public void Configure(EntityTypeBuilder<SetupLinkRow> builder)
    {
        builder.ToTable("dex_setup_link");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.TokenHash).HasMaxLength(200);
    }
}

internal sealed class StorageFactConfiguration : IEntityTypeConfiguration<StorageFactRow>
{
    public void Configure(EntityTypeBuilder<StorageFactRow> builder)
    {
        builder.ToTable("dex_storage_facts");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(KeyLengths.Name);
    }
}

internal sealed class TopicConfiguration : IEntityTypeConfiguration<TopicRow>
{
    public void Configure(EntityTypeBuilder<TopicRow> builder)
    {
        builder.ToTable("dex_topics");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(KeyLengths.Name);
        builder.HasData(Changes.Topics.All.Select(name => new TopicRow { Name = name }));
    }
}

internal sealed class ClientChangeConfiguration : IEntityTypeConfiguration<ClientChangeRow>
{
    public void Configure(EntityTypeBuilder<ClientChangeRow> builder)
    {
        builder.ToTable("dex_client_changes");
        builder.HasKey(row => row.Version);
        builder.Property(row => row.Version).ValueGeneratedNever();
        builder.Property(row => row.ClientId).HasMaxLength(Domain.Clients.ClientLimits.Id);
    }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.ToTable("dex_data_protection_keys");
}
