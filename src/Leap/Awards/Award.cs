using Leap.Data;
using Leap.Members;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Awards;

/// <summary>
/// Points that one activity earned under one rule: the line between the activity and the ledger. It keeps rule, version and reasons
/// (P3, P8), so that a reversal gives back what was stored (L8).
/// </summary>
public sealed class Award
{
    public long Id { get; init; }

    /// <summary>Names activity, rule and version: `sale-line/812/rule/14/v3`; unique, so nothing earns twice.</summary>
    public required string Key { get; init; }

    public required long PersonId { get; init; }

    public required long FirmId { get; init; }

    public required Activity Activity { get; init; }

    /// <summary>The sale or the completion.</summary>
    public required long SourceId { get; init; }

    /// <summary>The line of the sale; null for a completion.</summary>
    public long? SaleLineId { get; init; }

    /// <summary>Null when the module's own points were earned.</summary>
    public long? PromotionId { get; init; }

    public required int PromotionVersion { get; init; }

    /// <summary>The promotion whose budget pays; null when the points are newly issued.</summary>
    public long? BudgetId { get; init; }

    public required long Points { get; init; }

    /// <summary>Units that earned; 1 for a completion.</summary>
    public required int Units { get; init; }

    public long ReversedPoints { get; set; }

    /// <summary>What is left of the award after reversals.</summary>
    public long Standing => Points - ReversedPoints;

    /// <summary>
    /// What it is worth beyond <see cref="Standing"/>; negative when fractions of earlier awards made one of its points. A line too small
    /// for a point is an award of none that only accrues.
    /// </summary>
    public Fraction Accrued { get; internal set; }

    /// <summary>The day that decides period and rule: invoice or completion (P2, L15).</summary>
    public required DateOnly EarnedOn { get; init; }

    public AwardState State { get; set; }

    /// <summary>Days that the points wait after approval, as the promotion's version said.</summary>
    public required int WaitingDays { get; init; }

    /// <summary>The first day on which the points can be spent; null until approval says.</summary>
    public DateOnly? ReleaseOn { get; set; }

    /// <summary>The entry that made the points available; null while they wait.</summary>
    public long? ArrivalEntryId { get; set; }

    /// <summary>The steps of the arithmetic, as JSON of <see cref="Reason"/>s.</summary>
    public required string Reasons { get; init; }

    /// <summary>Takes back what units that come back now brought, to the fraction; the whole of all units is the whole award.</summary>
    /// <param name="returnedBefore">Units that had come back before.</param>
    /// <returns>The points, and by how much <see cref="Accrued"/> changed.</returns>
    internal (long Points, Fraction Accrued) Reverse(int returnedBefore, int returnedNow)
    {
        var points = Math.Max(0, (Points * (returnedBefore + returnedNow) / Units) - ReversedPoints);
        var worth = (Standing + Accrued) * new Fraction(returnedNow, Units - returnedBefore);
        var change = points - worth;
        ReversedPoints += points;
        Accrued += change;
        return (points, change);
    }

    internal sealed class Map : IEntityTypeConfiguration<Award>
    {
        public void Configure(EntityTypeBuilder<Award> builder)
        {
            builder.ToTable("awards");
            builder.Property(a => a.Key).HasMaxLength(120);
            builder.Ignore(a => a.Standing);
            builder.Property(a => a.Accrued).HasConversion<Fraction.Column>();
            builder.HasIndex(a => a.Key).IsUnique();
            builder.HasIndex(a => new { a.Activity, a.SourceId });
            builder.HasIndex(a => new { a.PromotionId, a.PersonId });
            builder.HasIndex(a => a.ArrivalEntryId);
            builder.HasIndex(a => a.ReleaseOn).HasFilter("state = 'Waiting'").HasDatabaseName("ix_awards_waiting");
            builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Promotion>().WithMany().HasForeignKey(a => a.PromotionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public enum Activity
{
    Sale,
    Course,
}

public enum AwardState
{
    /// <summary>On the pending account, until the sale is decided.</summary>
    Undecided,

    /// <summary>Approved, on the pending account until its release date.</summary>
    Waiting,
    Available,

    /// <summary>Taken back before it was ever available.</summary>
    Voided,
}

public static class AwardTables
{
    extension(LeapDb db)
    {
        public DbSet<Award> Awards => db.Set<Award>();
    }
}
