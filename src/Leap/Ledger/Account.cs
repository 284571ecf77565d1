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
            builder.HasIndex(a => new { a.Kind, a.OwnerId }).IsUnique();
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
}

/// <summary>Names an account by whose it is. Ids are computed, not looked up: the owner's id and the kind in the low four bits.</summary>
public readonly record struct AccountRef(AccountKind Kind, long OwnerId)
{
    public static AccountRef Issued { get; } = new(AccountKind.Issued, 0);

    public static AccountRef Redeemed { get; } = new(AccountKind.Redeemed, 0);

    public static AccountRef Expired { get; } = new(AccountKind.Expired, 0);

    public long Id => (OwnerId << 4) | (long)Kind;

    public bool HasStoredBalance => Kind is not (AccountKind.Issued or AccountKind.Redeemed or AccountKind.Expired);

    /// <summary>Whether the account may never fall below zero.</summary>
    public bool HasFloor => Kind is AccountKind.Available or AccountKind.Pending or AccountKind.Budget;

    public static AccountRef Available(long personId) => new(AccountKind.Available, personId);

    public static AccountRef Pending(long personId) => new(AccountKind.Pending, personId);

    public static AccountRef Debt(long personId) => new(AccountKind.Debt, personId);

    public static AccountRef Budget(long promotionId) => new(AccountKind.Budget, promotionId);

    public static AccountRef FromId(long id) => new((AccountKind)(id & 15), id >> 4);

    public override string ToString() => OwnerId == 0 ? Kind.ToString() : $"{Kind}/{OwnerId}";
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
    }
}
