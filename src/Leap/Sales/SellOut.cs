using Leap.Members;
using Leap.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Sales;

/// <summary>One row of what a distributor sold to a firm, or to a reseller outside the programme.</summary>
public sealed class SellOut
{
    public long Id { get; init; }

    public required long DistributorId { get; init; }

    /// <summary>The distributor's own key of the row; a second upload of it changes nothing (S9).</summary>
    public required string RowKey { get; init; }

    public required DateOnly SoldOn { get; init; }

    /// <summary>As the file names the reseller.</summary>
    public required string ResellerName { get; init; }

    /// <summary>The firm that it was matched to; null where none is.</summary>
    public long? FirmId { get; init; }

    /// <summary>The distributor's code for the reseller's salesperson; empty when not told.</summary>
    public required string SellerCode { get; init; }

    /// <summary>The salesperson when enrolled, matched by e-mail address.</summary>
    public long? PersonId { get; init; }

    public required long ProductId { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Net amount in minor units of the reporting currency.</summary>
    public required long ReportingMinor { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<SellOut>
    {
        public void Configure(EntityTypeBuilder<SellOut> builder)
        {
            builder.ToTable("sell_out");
            builder.Property(s => s.RowKey).HasMaxLength(60);
            builder.Property(s => s.ResellerName).HasMaxLength(200);
            builder.Property(s => s.SellerCode).HasMaxLength(120);
            builder.HasOne<Distributor>().WithMany().HasForeignKey(s => s.DistributorId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Firm>().WithMany().HasForeignKey(s => s.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(s => s.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(s => new { s.DistributorId, s.RowKey }).IsUnique();
            builder.HasIndex(s => s.SoldOn);
        }
    }
}
