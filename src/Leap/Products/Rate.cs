using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Products;

/// <summary>What one unit of a currency was worth in the reporting currency on a day (S5).</summary>
public sealed class Rate
{
    /// <summary>Decimals that are stored: six significant digits of the smallest unit in use.</summary>
    public const int Decimals = 10;

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
            builder.Property(r => r.Value).HasPrecision(18, Decimals);
            builder.Property(r => r.Source).HasMaxLength(60);
        }
    }
}
