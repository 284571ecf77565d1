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

/// <summary>What one unit of a currency was worth in the reporting currency on a day (S5).</summary>
public sealed class Rate
{
    public required string Currency { get; init; }

    public required DateOnly RateOn { get; init; }

    public required decimal Value { get; set; }

    public required string Source { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Rate>
    {
        public void Configure(EntityTypeBuilder<Rate> builder)
        {
            builder.ToTable("rates");
            builder.HasKey(r => new { r.Currency, r.RateOn });
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Value).HasPrecision(18, 8);
            builder.Property(r => r.Source).HasMaxLength(60);
        }
    }
}

/// <summary>A company that supplies firms and reports what it sold to them.</summary>
public sealed class Distributor
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string Country { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Distributor>
    {
        public void Configure(EntityTypeBuilder<Distributor> builder)
        {
            builder.ToTable("distributors");
            builder.Property(d => d.Code).HasMaxLength(40);
            builder.Property(d => d.Name).HasMaxLength(200);
            builder.Property(d => d.Country).HasMaxLength(2);
            builder.HasIndex(d => d.Code).IsUnique();
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
