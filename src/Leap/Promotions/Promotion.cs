using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Promotions;

/// <summary>
/// What turns an activity into points. Its terms stand in versions (P3); the promotion itself is only identity and state.
/// </summary>
public sealed class Promotion
{
    public long Id { get; init; }

    public required string Code { get; init; }

    /// <summary>Null for an unlimited one. A budget is an account in the ledger (P6), funded with this many points.</summary>
    public long? BudgetPoints { get; init; }

    public bool IsBase { get; init; }

    public List<PromotionVersion> Versions { get; init; } = [];

    /// <summary>The terms that hold now; earlier versions stay for the awards that rest on them.</summary>
    public PromotionVersion Current => Versions.MaxBy(v => v.Version)!;

    internal sealed class Map : IEntityTypeConfiguration<Promotion>
    {
        public void Configure(EntityTypeBuilder<Promotion> builder)
        {
            builder.ToTable("promotions");
            builder.Property(p => p.Code).HasMaxLength(40);
            builder.HasIndex(p => p.Code).IsUnique();
            builder.Ignore(p => p.Current);
            builder.HasMany(p => p.Versions).WithOne().HasForeignKey(v => v.PromotionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public static class PromotionTables
{
    extension(LeapDb db)
    {
        public DbSet<Promotion> Promotions => db.Set<Promotion>();
    }
}
