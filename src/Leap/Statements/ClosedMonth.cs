using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Statements;

/// <summary>
/// A month that ended, with the zone it ended in and the span of entries that its statements cover (T1): written once, so that no change
/// of settings, no late run and no second node can move it.
/// </summary>
public sealed class ClosedMonth
{
    public required DateOnly FromOn { get; init; }

    public required string Zone { get; init; }

    /// <summary>The instant at which it ended in its zone; what was booked then or later belongs to the next.</summary>
    public required DateTime UntilAt { get; init; }

    /// <summary>It covers the entries after this one: the head of the month before.</summary>
    public required long AfterEntryId { get; init; }

    /// <summary>The last entry that it covers, and its chain hash in hex (L12); 0 and empty while the ledger was.</summary>
    public required long HeadEntryId { get; init; }

    public required string Head { get; init; }

    public required DateTime ClosedAt { get; init; }

    public StatementSpan Span => new(Period.Month(FromOn), Zone, UntilAt, AfterEntryId, HeadEntryId, Head);

    internal sealed class Map : IEntityTypeConfiguration<ClosedMonth>
    {
        public void Configure(EntityTypeBuilder<ClosedMonth> builder)
        {
            builder.ToTable("closed_months");
            builder.HasKey(m => m.FromOn);
            builder.Property(m => m.Zone).HasMaxLength(60);
            builder.Property(m => m.Head).HasMaxLength(64);
            builder.Ignore(m => m.Span);
        }
    }
}

/// <summary>What the statements of a month or a quarter cover.</summary>
public sealed record StatementSpan(Period Period, string Zone, DateTime UntilAt, long AfterEntryId, long HeadEntryId, string Head)
{
    /// <summary>From the first of some closed months in a row to the last.</summary>
    public static StatementSpan Of(Period period, IReadOnlyList<ClosedMonth> months) => new(
        period, months[^1].Zone, months[^1].UntilAt, months[0].AfterEntryId, months[^1].HeadEntryId, months[^1].Head);
}
