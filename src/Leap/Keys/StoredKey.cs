using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Keys;

/// <summary>A key that protects sign-ins and forms, or the word that keys are revoked, as the framework writes it.</summary>
public sealed class StoredKey
{
    public long Id { get; private set; }

    /// <summary>The framework's own name for it, such as `key-` and a guid.</summary>
    public required string Name { get; init; }

    public required string Xml { get; set; }

    /// <summary>
    /// The newest row that its writer knew, 0 for none. Being unique, it lets one of several nodes that make the next key at once succeed,
    /// so that all of them go on with the same.
    /// </summary>
    public required long AfterId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<StoredKey>
    {
        public void Configure(EntityTypeBuilder<StoredKey> builder)
        {
            builder.ToTable("data_protection_keys");
            builder.Property(k => k.Name).HasMaxLength(120);
            builder.HasIndex(k => k.Name).IsUnique();
            builder.HasIndex(k => k.AfterId).IsUnique();
        }
    }
}

public static class KeyTables
{
    extension(LeapDb db)
    {
        public DbSet<StoredKey> StoredKeys => db.Set<StoredKey>();
    }
}
