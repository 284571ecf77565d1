using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Statements;

/// <summary>
/// One person's account of a month or a quarter: opening + earned − redeemed − expired − reversed = closing (L16). It covers what was
/// booked in it, so a sent one never changes and the next one opens where it closed (L3).
/// </summary>
public sealed class Statement
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    /// <summary>The key of the month or quarter, and the zone in which it closed (T1).</summary>
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

    /// <summary>How the person wanted mails when it was written: a month's goes out at once, or waits for its quarter's.</summary>
    public StatementRhythm Rhythm { get; init; }

    /// <summary>A <see cref="StatementSheet"/> as JSON: what page and mail are made from, today and whenever it is sent again.</summary>
    public string Inputs { get; init; } = "";

    internal static Statement Of(
        long personId, StatementSheet sheet, StatementSpan span, StatementRhythm rhythm, DateTime issuedAt) => new()
    {
        PersonId = personId,
        Period = span.Period.Key,
        Zone = span.Zone,
        Opening = sheet.Opening,
        Earned = sheet.Sum(Movements.Learned, Movements.Sold),
        Redeemed = -sheet.Sum(Movements.Redeemed, Movements.Cancelled, Movements.Held),
        Expired = -sheet.Sum(Movements.Expired),
        Reversed = -sheet.Sum(Movements.Reversed, Movements.Repaid, Movements.Corrected),
        Closing = sheet.Closing,
        Pending = sheet.Pending,
        AfterEntryId = span.AfterEntryId,
        HeadEntryId = span.HeadEntryId,
        Head = span.Head,
        IssuedAt = issuedAt,
        Rhythm = rhythm,
        Inputs = sheet.ToJson(),
    };

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

        public DbSet<ClosedMonth> ClosedMonths => db.Set<ClosedMonth>();
    }
}
