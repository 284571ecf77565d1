using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Mail.Bounces;

/// <summary>An address that gets no mail (M4), or did not for a time: one row each time, kept when lifted.</summary>
public sealed class RestingAddress
{
    public const int AddressMax = 320;
    public const int StatusMax = 20;

    public long Id { get; private set; }

    /// <summary>As <see cref="KeyOf"/> writes it; while it rests there is one row of it.</summary>
    public required string Address { get; init; }

    /// <summary>Who had the address when the mail was sent; 0: nobody with an account.</summary>
    public required long PersonId { get; init; }

    public required RestCause Cause { get; init; }

    /// <summary>The mail that brought it about.</summary>
    public required long MessageId { get; init; }

    /// <summary>RFC 3463, such as `5.1.1`; empty for a complaint.</summary>
    public required string Status { get; init; }

    public required DateTime SinceAt { get; init; }

    public DateTime? LiftedAt { get; private set; }

    /// <summary>Null while it rests.</summary>
    public long? LiftedById { get; private set; }

    /// <summary>Null while it rests.</summary>
    public LiftReason? LiftedFor { get; private set; }

    /// <summary>The form in which addresses are compared, as accounts do.</summary>
    public static string KeyOf(string address) => address.Trim().ToUpperInvariant();

    internal void Lift(DateTime at, long byId, LiftReason reason) => (LiftedAt, LiftedById, LiftedFor) = (at, byId, reason);

    internal sealed class Map : IEntityTypeConfiguration<RestingAddress>
    {
        public void Configure(EntityTypeBuilder<RestingAddress> builder)
        {
            builder.ToTable("resting_addresses");
            builder.Property(r => r.Address).HasMaxLength(AddressMax);
            builder.Property(r => r.Status).HasMaxLength(StatusMax);
            builder.HasIndex(r => r.Address).IsUnique().HasFilter("lifted_at IS NULL").HasDatabaseName("ix_resting_addresses_now");
            builder.HasIndex(r => r.PersonId);
            builder.HasIndex(r => r.SinceAt);
        }
    }
}

/// <summary>Why an address rests; the names are stored.</summary>
public enum RestCause
{
    HardBounce,
    SoftBounces,
    Complaint,
}

/// <summary>Why an address no longer rests; the names are stored.</summary>
public enum LiftReason
{
    /// <summary>A link that was mailed there was used.</summary>
    AddressConfirmed,
    MailboxWorksAgain,
    ReportedByMistake,
    PersonAsked,
}

public static class RestingTables
{
    extension(LeapDb db)
    {
        public DbSet<RestingAddress> RestingAddresses => db.Set<RestingAddress>();

        public DbSet<BounceReport> BounceReports => db.Set<BounceReport>();
    }
}
