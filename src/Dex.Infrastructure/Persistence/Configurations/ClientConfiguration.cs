using Dex.Domain.Clients;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dex.Infrastructure.Persistence.Configurations;

/// <summary>Stored clients. Three shadow columns exist for the database's sake: what to search, what to sort by, which grants to filter by.</summary>
internal sealed class ClientConfiguration : IEntityTypeConfiguration<Client>
{
    /// <summary>Name, id and secret labels in lower case, a line each.</summary>
    public const string SearchText = "SearchText";

    /// <summary>The name in lower case.</summary>
    public const string NameKey = "NameKey";

    /// <summary>The allowed grants, each between line ends; null when the client has no list of its own.</summary>
    public const string GrantsText = "GrantsText";

    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.ToTable("dex_clients");
        builder.HasKey(client => client.Id);
        builder.Property(client => client.Id).HasMaxLength(ClientLimits.Id).ValueGeneratedNever();
        builder.Property(client => client.Name).HasMaxLength(ClientLimits.Name);
        builder.Property(client => client.Description).HasMaxLength(ClientLimits.Description);
        builder.Property(client => client.LogoUrl).HasMaxLength(ClientLimits.Uri);
        builder.Property(client => client.BackchannelLogoutUri).HasMaxLength(ClientLimits.Uri);
        builder.Property(client => client.UpdatedBy).HasMaxLength(KeyLengths.Email);
        builder.Property(client => client.RedirectUris).HasJsonList();
        builder.Property(client => client.PostLogoutRedirectUris).HasJsonList();
        builder.Property(client => client.TrustedPeers).HasJsonList();
        builder.Property(client => client.AllowedConnectors).HasJsonList();
        builder.Property(client => client.MfaChain).HasJsonList();
        builder.Property(client => client.SsoSharedWith).HasJsonList();
        builder.Property(client => client.AllowedGrantTypes).HasJsonList();
        builder.Property(client => client.MachineGroups).HasJsonList();
        builder.Property(client => client.MachineClaims).HasJsonMap();
        builder.Property(client => client.Secrets).HasJsonList();
        builder.Property(client => client.Version).IsConcurrencyToken();
        builder.Property<string>(SearchText).IsRequired();
        builder.Property<string>(NameKey).HasMaxLength(ClientLimits.Name).IsRequired();
        builder.Property<string?>(GrantsText);
        builder.HasIndex(NameKey);
        builder.HasMany<SecretWindow>().WithOne().HasForeignKey(window => window.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SecretWindowConfiguration : IEntityTypeConfiguration<SecretWindow>
{
    public void Configure(EntityTypeBuilder<SecretWindow> builder)
    {
        builder.ToTable("dex_client_secrets");
        builder.HasKey(window => new { window.ClientId, window.SecretId });
        builder.Property(window => window.ClientId).HasMaxLength(ClientLimits.Id);
        builder.Property(window => window.SecretId).HasMaxLength(KeyLengths.SecretId);
    }
}
