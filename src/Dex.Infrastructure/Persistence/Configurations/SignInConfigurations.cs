using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Configurations;

internal sealed class AuthorizationRequestConfiguration : IEntityTypeConfiguration<AuthorizationRequestRow>
{
    public void Configure(EntityTypeBuilder<AuthorizationRequestRow> builder)
    {
        builder.ToTable("dex_authorization_requests");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(KeyLengths.RandomId);
        builder.Property(row => row.ProofKeyHash).HasMaxLength(KeyLengths.Hash);
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class AuthorizationCodeConfiguration : IEntityTypeConfiguration<AuthorizationCodeRow>
{
    public void Configure(EntityTypeBuilder<AuthorizationCodeRow> builder)
    {
        builder.ToTable("dex_authorization_codes");
        builder.HasKey(row => row.Hash);
        builder.Property(row => row.Hash).HasMaxLength(KeyLengths.Hash);
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class RevokedTokenConfiguration : IEntityTypeConfiguration<RevokedTokenRow>
{
    public void Configure(EntityTypeBuilder<RevokedTokenRow> builder)
    {
        builder.ToTable("dex_revoked_tokens");
        builder.HasKey(row => row.TokenId);
        builder.Property(row => row.TokenId).HasMaxLength(KeyLengths.RandomId);
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class IdentityConfiguration : IEntityTypeConfiguration<IdentityRow>
{
    public void Configure(EntityTypeBuilder<IdentityRow> builder)
    {
        builder.ToTable("dex_identities");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(KeyLengths.Hash);
        builder.HasIndex(row => row.LastLoginAt);
        builder.HasMany<ConsentRow>().WithOne().HasForeignKey(consent => consent.IdentityKey).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<ConsentRow>
{
    public void Configure(EntityTypeBuilder<ConsentRow> builder)
    {
        builder.ToTable("dex_consents");
        builder.HasKey(row => new { row.IdentityKey, row.ClientId });
        builder.Property(row => row.IdentityKey).HasMaxLength(KeyLengths.Hash);
        builder.Property(row => row.ClientId).HasMaxLength(ClientLimits.Id);
        builder.HasIndex(row => row.ClientId);
    }
}
