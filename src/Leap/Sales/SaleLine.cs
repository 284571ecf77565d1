using Leap.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Sales;

public sealed class SaleLine
{
    public long Id { get; init; }

    public long SaleId { get; internal set; }

    public required long ProductId { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Net price of one unit in minor units of the sale's currency.</summary>
    public required long UnitPriceMinor { get; init; }

    /// <summary>The line's net amount in minor units of the reporting currency, converted once (S5).</summary>
    public required long ReportingMinor { get; init; }

    /// <summary>Units that came back.</summary>
    public int ReturnedQuantity { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<SaleLine>
    {
        public void Configure(EntityTypeBuilder<SaleLine> builder)
        {
            builder.ToTable("sale_lines");
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(l => l.SaleId);
        }
    }
}
