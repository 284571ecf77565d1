using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Products;

/// <summary>A thing to sell.</summary>
public sealed class Product
{
    public long Id { get; init; }

    /// <summary>Part number; unique, upper case.</summary>
    public required string Sku { get; init; }

    public required string Name { get; set; }

    public required string Family { get; set; }

    /// <summary>List price in minor units of the reporting currency.</summary>
    public required long ListPriceMinor { get; set; }

    /// <summary>First and last invoice date that earns; null: no end.</summary>
    public required DateOnly EligibleFromOn { get; set; }

    public DateOnly? EligibleToOn { get; set; }

    public bool IsEligibleOn(DateOnly day) => EligibleFromOn <= day && (EligibleToOn is null || day <= EligibleToOn);

    internal sealed class Map : IEntityTypeConfiguration<Product>
    {
        public void Configure(EntityTypeBuilder<Product> builder)
        {
            builder.ToTable("products");
            builder.Property(p => p.Sku).HasMaxLength(60);
            builder.Property(p => p.Name).HasMaxLength(200);
            builder.Property(p => p.Family).HasMaxLength(40);
            builder.HasIndex(p => p.Sku).IsUnique();
        }
    }
}

public static class ProductTables
{
    extension(LeapDb db)
    {
        public DbSet<Product> Products => db.Set<Product>();

        public DbSet<Rate> Rates => db.Set<Rate>();

        public DbSet<Distributor> Distributors => db.Set<Distributor>();
    }
}
