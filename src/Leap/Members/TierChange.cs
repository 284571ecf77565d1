using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members;

/// <summary>A firm's tier from a day on, with what decided it; rows are never changed.</summary>
public sealed class TierChange
{
    public long Id { get; init; }

    public required long FirmId { get; init; }

    public required DateOnly FromOn { get; init; }

    /// <summary>The tier until that day.</summary>
    public required Tier Before { get; init; }

    public required Tier Tier { get; init; }

    public required TierReason Reason { get; init; }

    /// <summary>Of the season that decided, in minor units of the reporting currency; 0 when it was given.</summary>
    public long RevenueMinor { get; init; }

    public int CertifiedPeople { get; init; }

    /// <summary>The tier that a firm had on a day.</summary>
    /// <param name="changes">Of the firm, oldest first.</param>
    /// <param name="current">The tier of a firm without changes.</param>
    public static Tier On(IEnumerable<TierChange> changes, DateOnly day, Tier current)
    {
        Tier? tier = null;
        foreach (var change in changes)
        {
            if (change.FromOn > day)
            {
                return tier ?? change.Before;
            }

            tier = change.Tier;
        }

        return tier ?? current;
    }

    internal sealed class Map : IEntityTypeConfiguration<TierChange>
    {
        public void Configure(EntityTypeBuilder<TierChange> builder)
        {
            builder.ToTable("tier_changes");
            builder.HasOne<Firm>().WithMany().HasForeignKey(c => c.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => new { c.FirmId, c.FromOn });
        }
    }
}

public enum TierReason
{
    /// <summary>By the vendor, with the firm's record.</summary>
    Given,

    /// <summary>The season's sales and certifications reached it.</summary>
    Reached,

    /// <summary>Its time and the grace after it are over.</summary>
    Lapsed,
}
