using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members;

/// <summary>A country that the programme runs in.</summary>
public sealed class Country
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Code { get; init; }

    public required string Region { get; set; }

    /// <summary>ISO 4217: what sales there are usually invoiced in.</summary>
    public required string Currency { get; set; }

    public required string Language { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Country>
    {
        public void Configure(EntityTypeBuilder<Country> builder)
        {
            builder.ToTable("countries");
            builder.HasKey(c => c.Code);
            builder.Property(c => c.Code).HasMaxLength(2);
            builder.Property(c => c.Region).HasMaxLength(40);
            builder.Property(c => c.Currency).HasMaxLength(3);
            builder.Property(c => c.Language).HasMaxLength(12);
        }
    }
}
