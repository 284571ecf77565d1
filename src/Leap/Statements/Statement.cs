using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Statements;

/// <summary>
/// One person's account of a month: opening + earned − redeemed − expired − reversed = closing (L16). It covers what was booked in
/// the month, so a sent one never changes and the next one opens where it closed (L3).
/// </summary>
public sealed class Statement
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    /// <summary>The month's key, and the zone in which it closed (T1).</summary>
    public required string Period { get; init; }

    public required string Zone { get; init; }

    public required long Opening { get; init; }

    public required long Earned { get; init; }

    /// <summary>With what was set aside for redemptions, less what was cancelled.</summary>
    public required long Redeemed { get; init; }

    public required long Expired { get; init; }

    /// <summary>Taken back, used to repay a debt, or corrected.</summary>
    public required long Reversed { get; init; }

    public required long Closing { get; init; }

    public required long Pending { get; init; }

    /// <summary>It covers the entries after this one.</summary>
    public required long AfterEntryId { get; init; }

    /// <summary>The last entry that it covers, and its chain hash in hex (L12).</summary>
    public required long HeadEntryId { get; init; }

    public required string Head { get; init; }

    public required DateTime IssuedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Statement>
    {
        public void Configure(EntityTypeBuilder<Statement> builder)
        {
            builder.ToTable("statements");
            builder.Property(s => s.Period).HasMaxLength(10);
            builder.Property(s => s.Zone).HasMaxLength(60);
            builder.Property(s => s.Head).HasMaxLength(64);
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(s => new { s.PersonId, s.Period }).IsUnique();
        }
    }
}

public static class StatementTables
{
    extension(LeapDb db)
    {
        public DbSet<Statement> Statements => db.Set<Statement>();
    }
}
