using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Products;

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
