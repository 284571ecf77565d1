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

    /// <summary>SHA-256 over the chain hash of the entry before, the content hash and the booked instant (L12).</summary>
    public required byte[] ChainHash { get; init; }

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
}

/// <summary>One leg of an entry. Positive: points arrive on the account.</summary>
public sealed class Posting
{
    public required long EntryId { get; init; }

    /// <summary>1, 2, 3 … within the entry.</summary>
    public required int Line { get; init; }

    public required long AccountId { get; init; }

    public required long Points { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Posting>
    {
        public void Configure(EntityTypeBuilder<Posting> builder)
        {
            builder.ToTable("postings");
            builder.HasKey(p => new { p.EntryId, p.Line });
            builder.HasOne<Entry>().WithMany().HasForeignKey(p => p.EntryId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(p => new { p.AccountId, p.EntryId, p.Points });
        }
    }
}

/// <summary>Points that became available together, with one expiry date (L6). <see cref="Remaining"/> is a projection of the allocations.</summary>
public sealed class Lot
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The entry that brought the points.</summary>
    public required long EntryId { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day on which they can be spent.</summary>
    public required DateOnly ExpiresOn { get; init; }

    public required long Points { get; init; }

    public long Remaining { get; private set; }

    internal sealed class Map : IEntityTypeConfiguration<Lot>
    {
        public void Configure(EntityTypeBuilder<Lot> builder)
        {
            builder.ToTable("lots");
            builder.HasOne<Entry>().WithMany().HasForeignKey(l => l.EntryId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(l => l.EntryId);
            builder.HasIndex(l => new { l.AccountId, l.ExpiresOn, l.OpenedOn, l.Id });
            builder.HasIndex(l => l.ExpiresOn).HasFilter("remaining > 0").HasDatabaseName("ix_lots_open_by_expiry");
        }
    }
}

/// <summary>What an entry took out of a lot: the trace from a spent point to what earned it (L6).</summary>
public sealed class Allocation
{
    public required long EntryId { get; init; }

    public required long LotId { get; init; }

    public required long Points { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Allocation>
    {
        public void Configure(EntityTypeBuilder<Allocation> builder)
        {
            builder.ToTable("allocations");
            builder.HasKey(a => new { a.EntryId, a.LotId });
            builder.HasOne<Entry>().WithMany().HasForeignKey(a => a.EntryId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Lot>().WithMany().HasForeignKey(a => a.LotId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => a.LotId);
        }
    }
}
