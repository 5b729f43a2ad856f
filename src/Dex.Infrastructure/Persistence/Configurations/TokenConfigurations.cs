using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Configurations;

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshTokenRow>
{
    public void Configure(EntityTypeBuilder<RefreshTokenRow> builder)
    {
        builder.ToTable("dex_refresh_tokens");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(KeyLengths.RandomId);
        builder.Property(row => row.Slot).HasMaxLength(KeyLengths.Hash);
        builder.Property(row => row.ClientId).HasMaxLength(ClientLimits.Id);
        builder.Property(row => row.PersonKey).HasMaxLength(KeyLengths.Hash);
        builder.Property(row => row.ValueHash).HasMaxLength(KeyLengths.Hash);
        builder.Property(row => row.PreviousHash).HasMaxLength(KeyLengths.Hash);
        builder.Property(row => row.Turn).HasMaxLength(KeyLengths.RandomId);
        builder.HasIndex(row => row.Slot).IsUnique();
        builder.HasIndex(row => row.ClientId);
        builder.HasIndex(row => row.PersonKey);
        builder.HasIndex(row => row.LastUsedAt);
        builder.HasIndex(row => row.CreatedAt);
    }
}

internal sealed class IssuedTokenConfiguration : IEntityTypeConfiguration<IssuedTokenRow>
{
    public void Configure(EntityTypeBuilder<IssuedTokenRow> builder)
    {
        builder.ToTable("dex_issued_tokens");
        builder.HasKey(row => row.TokenId);
        builder.Property(row => row.TokenId).HasMaxLength(KeyLengths.RandomId);
        builder.Property(row => row.RefreshTokenId).HasMaxLength(KeyLengths.RandomId);
        builder.HasIndex(row => row.ExpiresAt);
        builder.HasOne<RefreshTokenRow>().WithMany().HasForeignKey(row => row.RefreshTokenId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OfflineSessionConfiguration : IEntityTypeConfiguration<OfflineSessionRow>
{
    public void Configure(EntityTypeBuilder<OfflineSessionRow> builder)
    {
        builder.ToTable("dex_offline_sessions");
        builder.HasKey(row => row.PersonKey);
        builder.Property(row => row.PersonKey).HasMaxLength(KeyLengths.Hash);
    }
}

internal sealed class DeviceRequestConfiguration : IEntityTypeConfiguration<DeviceRequestRow>
{
    public void Configure(EntityTypeBuilder<DeviceRequestRow> builder)
    {
        builder.ToTable("dex_device_requests");
        builder.HasKey(row => row.UserCode);
        builder.Property(row => row.UserCode).HasMaxLength(KeyLengths.Name);
        builder.Property(row => row.DeviceCodeHash).HasMaxLength(KeyLengths.Hash);
        builder.Property(row => row.ClientId).HasMaxLength(ClientLimits.Id);
        builder.Property(row => row.PersonKey).HasMaxLength(KeyLengths.Hash);
        builder.HasIndex(row => row.DeviceCodeHash).IsUnique();
        builder.HasIndex(row => row.ClientId);
        builder.HasIndex(row => row.PersonKey);
        builder.HasIndex(row => row.ExpiresAt);
    }
}
