using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>One immutable fact (L1). Written by <see cref="Journal"/> only; the database refuses changes.</summary>
public sealed class Entry
{
    public required long Id { get; init; }

    /// <summary>Idempotency key that names the cause, ascending within its kind (L2).</summary>
    public required string Key { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The day on which it happened, in the programme's zone (L3).</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The instant at which it was booked (L3).</summary>
    public required DateTime BookedAt { get; init; }

    /// <summary>What the owner reads as the reason: a sale's invoice number, a module's code; empty where the kind says it all.</summary>
    public required string Cause { get; init; }

    /// <summary>The entry that this one reverses or corrects (L8, L13).</summary>
    public long? CorrectsId { get; init; }

    /// <summary>SHA-256 over the content that a repeated key must match (L2).</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>The last day of the lots that it opened; null when it brought nothing that can be spent.</summary>
    public DateOnly? ExpiresOn { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Entry>
    {
        public void Configure(EntityTypeBuilder<Entry> builder)
        {
            builder.ToTable("entries");
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Key).HasMaxLength(120);
            builder.Property(e => e.Cause).HasMaxLength(200);
            builder.HasIndex(e => e.Key).IsUnique();
            builder.HasIndex(e => e.BookedAt);
            builder.HasIndex(e => e.CorrectsId).HasFilter("corrects_id IS NOT NULL");
        }
    }
}

public enum EntryKind
{
    /// <summary>Points that are available at once: a module passed.</summary>
    Earned,

    /// <summary>Points that wait: a sale not yet decided.</summary>
    Reserved,

    /// <summary>Waiting points that became available.</summary>
    Released,

    /// <summary>Waiting points that were taken back before they were available.</summary>
    Voided,

    /// <summary>Available points that were taken back.</summary>
    Reversed,
    Redeemed,
    Expired,

    /// <summary>Points put into a promotion's budget.</summary>
    Funded,

    /// <summary>Available points that were set aside for a redemption.</summary>
    Held,

    /// <summary>Points set aside that were spent, all or a part; the rest became available again.</summary>
    Captured,

    /// <summary>A redemption or a hold that was undone: its points are back in their lots (L10).</summary>
    Cancelled,

    /// <summary>The share of new points that repays what is owed (L9).</summary>
    Repaid,

    /// <summary>A debt that was forgiven (L9).</summary>
    WrittenOff,

    /// <summary>Booked by a person, with a reason (L13).</summary>
    Corrected,
}
