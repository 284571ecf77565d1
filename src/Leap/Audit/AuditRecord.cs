using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Audit;

/// <summary>
/// One change by a person with power (A5). The database refuses to change it, and so it holds no name of a person and nothing that someone
/// typed: those stay on what was changed, where an erasure reaches them.
/// </summary>
public sealed class AuditRecord
{
    public const int ObjectIdMax = 80;
    public const int LabelMax = 200;
    public const int ReasonMax = 60;
    public const int CorrelationIdMax = 64;

    public long Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The person who did it; null: the program itself, or whoever had its command line.</summary>
    public required long? ActorId { get; init; }

    public required AuditAction Action { get; init; }

    public required AuditObject ObjectKind { get; init; }

    /// <summary>The key of what was changed; a name or a day where it has no number.</summary>
    public required string ObjectId { get; init; }

    /// <summary>As people know it: an invoice's number, a promotion's code; null where its id says all.</summary>
    public required string? Label { get; init; }

    /// <summary>The fields that changed, as JSON by <see cref="AuditField"/>; null when there was nothing before.</summary>
    public required string? Before { get; init; }

    /// <inheritdoc cref="Before"/>
    public required string? After { get; init; }

    /// <summary>The code of the reason that was given; null where none is asked for.</summary>
    public required string? Reason { get; init; }

    /// <summary>The request's trace, which its log lines and the page of a fault show too; null outside of a request.</summary>
    public required string? CorrelationId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<AuditRecord>
    {
        public void Configure(EntityTypeBuilder<AuditRecord> builder)
        {
            builder.ToTable("audit_records");
            builder.Property(r => r.ObjectId).HasMaxLength(ObjectIdMax);
            builder.Property(r => r.Label).HasMaxLength(LabelMax);
            builder.Property(r => r.Reason).HasMaxLength(ReasonMax);
            builder.Property(r => r.CorrelationId).HasMaxLength(CorrelationIdMax);
            builder.HasIndex(r => r.At);
            builder.HasIndex(r => new { r.ActorId, r.At });
            builder.HasIndex(r => new { r.ObjectKind, r.ObjectId, r.At });
        }
    }
}

/// <summary>What was done; the names are stored.</summary>
public enum AuditAction
{
    SaleApproved,
    SaleRejected,
    UnitsReturned,
    PromotionLaunched,
    BooksClosed,

    /// <summary>A manual entry that needed no second person.</summary>
    CorrectionBooked,
    CorrectionAsked,
    CorrectionApproved,
    CorrectionDeclined,
    MessageRetried,
    StatementSentAgain,
    JobStarted,
    JobPaused,
    JobResumed,
    FileImported,
    BalancesRebuilt,
    LedgerLoaded,
    SignInReset,
    InvitationSent,
    InvitationSentAgain,
    InvitationRevoked,
    TermsPublished,
    TermsAcceptedForFirm,
    DomainAdded,
    DomainRemoved,
    DomainConfirmed,
    JoinRequestAccepted,
    JoinRequestDeclined,
    ErasureAsked,
    ErasureCancelled,
    PersonErased,
    PersonasGiven,
    DutiesShared,
    MembershipEnded,
    MemberConsented,
    PersonMoved,
    PersonSuspended,
    PersonReinstated,
    FirmSuspended,
    FirmReinstated,
    FirmsMerged,
    StaffRoleGiven,
    AddressLifted,
}

/// <summary>What a change was made to; the names are stored.</summary>
public enum AuditObject
{
    Sale,
    Promotion,
    Person,
    Books,
    Message,
    Job,
    Import,
    Ledger,
    Firm,
    Terms,
    RestingAddress,
}

/// <summary>What of it changed; the names are stored.</summary>
public enum AuditField
{
    State,
    Line,
    Returned,
    Points,
    PointsTakenBack,
    Rule,
    Budget,
    StartsOn,
    EndsOn,
    UntilOn,
    Correction,
    Entry,
    FailedAt,
    DueAt,
    Tries,
    Paused,
    Rows,
    Added,
    Changed,
    Unchanged,
    Refused,
    Entries,
    Differences,
    Invitation,
    Personas,
    Domain,
    Request,
    Version,
    EffectiveOn,
    EveryoneMayDoAll,
    LastOn,
    Firm,
    Suspended,
    Members,
    Sales,
    Role,
}

public static class AuditTables
{
    extension(LeapDb db)
    {
        public DbSet<AuditRecord> AuditRecords => db.Set<AuditRecord>();
    }
}
