using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Tiers;

/// <summary>A season's one review, after the grace at its beginning, in which tiers of earlier seasons lapsed.</summary>
public sealed class TierReview
{
    /// <summary>The season in which the review was made; its period's key.</summary>
    public required string Season { get; init; }

    public required DateOnly ReviewedOn { get; init; }

    public required int LapsedFirms { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<TierReview>
    {
        public void Configure(EntityTypeBuilder<TierReview> builder)
        {
            builder.ToTable("tier_reviews");
            builder.HasKey(r => r.Season);
            builder.Property(r => r.Season).HasMaxLength(10);
        }
    }
}

public static class TierTables
{
    extension(LeapDb db)
    {
        public DbSet<TierReview> TierReviews => db.Set<TierReview>();
    }
}
