using Leap.Data;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Badges;

/// <summary>A recognition and the rule by which it is won (B1).</summary>
public sealed class Badge
{
    public long Id { get; init; }

    public required string Code { get; init; }

    /// <summary>The kind of rule: a code from Criteria/.</summary>
    public required string Criterion { get; set; }

    /// <summary>What the rule asks for, as `name=value` joined with `;`.</summary>
    public required string Parameters { get; set; }

    public required string Icon { get; set; }

    public required string Colour { get; set; }

    public required LocalizedText Name { get; set; }

    public required LocalizedText Text { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Badge>
    {
        public void Configure(EntityTypeBuilder<Badge> builder)
        {
            builder.ToTable("badges");
            builder.Property(b => b.Code).HasMaxLength(40);
            builder.Property(b => b.Criterion).HasMaxLength(40);
            builder.Property(b => b.Parameters).HasMaxLength(200);
            builder.Property(b => b.Icon).HasMaxLength(20);
            builder.Property(b => b.Colour).HasMaxLength(20);
            builder.HasIndex(b => b.Code).IsUnique();
        }
    }
}

public static class BadgeTables
{
    extension(LeapDb db)
    {
        public DbSet<Badge> Badges => db.Set<Badge>();

        public DbSet<Assertion> Assertions => db.Set<Assertion>();
    }
}
