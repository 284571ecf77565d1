using Leap.Data;
using Leap.Members;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Awards;

/// <summary>
/// What a person's awards under one promotion have earned beyond whole points (L14): the sum of <see cref="Award.Accrued"/> over those
/// that are not voided. Below zero when a return took back a fraction that had made a point, one or more when it set such fractions free:
/// the next award settles either.
/// </summary>
public sealed class Accrual
{
    public required long PersonId { get; init; }

    public required long PromotionId { get; init; }

    public required Fraction Carried { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Accrual>
    {
        public void Configure(EntityTypeBuilder<Accrual> builder)
        {
            builder.ToTable("accruals");
            builder.HasKey(a => new { a.PersonId, a.PromotionId });
            builder.Property(a => a.Carried).HasConversion<Fraction.Column>();
            builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Promotion>().WithMany().HasForeignKey(a => a.PromotionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public static class AccrualTables
{
    extension(LeapDb db)
    {
        public DbSet<Accrual> Accruals => db.Set<Accrual>();
    }
}
