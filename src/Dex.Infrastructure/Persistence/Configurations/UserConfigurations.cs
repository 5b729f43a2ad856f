using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Configurations;

internal sealed class LocalUserConfiguration : IEntityTypeConfiguration<LocalUser>
{
    /// <summary>What a search looks through, in lower case: a shadow of the account, because databases differ in what lower case is.</summary>
    public const string SearchText = "SearchText";

    public void Configure(EntityTypeBuilder<LocalUser> builder)
    {
        builder.ToTable("dex_local_users");
        builder.HasKey(user => user.Email);
        builder.Property(user => user.Email).HasMaxLength(KeyLengths.Email);
        builder.Property(user => user.Groups).HasJsonList();
        builder.Property<string>(SearchText).IsRequired();
        builder.Ignore(user => user.IsFromFile);
    }
}

internal sealed class LockOutConfiguration : IEntityTypeConfiguration<LockOutRow>
{
    public void Configure(EntityTypeBuilder<LockOutRow> builder)
    {
        builder.ToTable("dex_lock_outs");
        builder.HasKey(row => row.Email);
        builder.Property(row => row.Email).HasMaxLength(KeyLengths.Email);
        builder.HasIndex(row => row.LastFailureAt);
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("dex_audit_entries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedOnAdd();
        builder.Property(entry => entry.Actor).HasMaxLength(KeyLengths.Email);
        builder.Property(entry => entry.Address).HasMaxLength(KeyLengths.Address);
        builder.Property(entry => entry.Action).HasMaxLength(KeyLengths.Name);
        builder.Property(entry => entry.SubjectType).HasMaxLength(KeyLengths.Name);
        builder.Property(entry => entry.SubjectId).HasMaxLength(KeyLengths.SubjectId);
        builder.Property(entry => entry.Changes).HasJsonList();
        builder.HasIndex(entry => new { entry.SubjectType, entry.SubjectId });
    }
}
