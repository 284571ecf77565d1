using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>
/// Where points sit. <see cref="Points"/> is the stored projection of the account's postings (L4), kept for the accounts of people and
/// promotions; the programme's own accounts have none (null): everybody's posting touches them, so theirs is summed when asked for.
/// </summary>
public sealed class Account
{
    public required long Id { get; init; }

    public required AccountKind Kind { get; init; }

    /// <summary>The person or the promotion; 0 for the programme.</summary>
    public required long OwnerId { get; init; }

    public long? Points { get; private set; }

    internal sealed class Map : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("accounts");
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => new { a.Kind, a.OwnerId });
        }
    }
}

public enum AccountKind
{
    /// <summary>The programme's: points that came into being; its balance is what was ever issued, negated.</summary>
    Issued = 0,
    Redeemed = 1,
    Expired = 2,
    Available = 3,
    Pending = 4,

    /// <summary>A person's; negative while points are owed.</summary>
    Debt = 5,

    /// <summary>A promotion's.</summary>
    Budget = 6,

    /// <summary>A person's: set aside for a redemption that is not settled yet.</summary>
    Held = 7,

    /// <summary>The programme's: debts that were forgiven.</summary>
    WrittenOff = 8,
}

public static class LedgerTables
{
    extension(LeapDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();

        public DbSet<Entry> Entries => db.Set<Entry>();

        public DbSet<Posting> Postings => db.Set<Posting>();

        public DbSet<Lot> Lots => db.Set<Lot>();

        public DbSet<Allocation> Allocations => db.Set<Allocation>();

        public DbSet<Link> Links => db.Set<Link>();

        public DbSet<DayHead> Heads => db.Set<DayHead>();

        public DbSet<Closing> Closings => db.Set<Closing>();
    }
}
