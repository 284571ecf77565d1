using Leap.Audit;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Corrections;

/// <summary>
/// A change to an account that a person asked for (L13): booked at once, or after a second person agreed. It keeps who asked, who
/// decided and why, also where nothing was booked.
/// </summary>
public sealed class ManualEntry
{
    public const int KeyLettersMax = 40;
    public const int NoteLettersMax = 500;
    public const long PointsMax = 1_000_000_000;

    public long Id { get; init; }

    /// <summary>Chosen by who asks, one for each intention, so that a request that is sent twice is one entry (L2).</summary>
    public required string Key { get; init; }

    public required ManualEntryKind Kind { get; init; }

    /// <summary>The person, or the promotion whose budget changes.</summary>
    public required long OwnerId { get; init; }

    /// <summary>True for a promotion's budget.</summary>
    public required bool IsBudget { get; init; }

    /// <summary>Signed: what the account gains. A write-off is positive: what is owed no more.</summary>
    public required long Points { get; init; }

    public required CorrectionReason Reason { get; init; }

    /// <summary>For managers; the owner of the account reads the reason alone.</summary>
    public required string Note { get; init; }

    /// <summary>The entry that this one corrects.</summary>
    public long? CorrectsId { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public required long ProposedById { get; init; }

    public required DateTime ProposedAt { get; init; }

    public ManualEntryState State { get; private set; }

    /// <summary>The second person; null while it waits, and where none was needed.</summary>
    public long? DecidedById { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>The entry in the ledger; null unless booked.</summary>
    public long? EntryId { get; private set; }

    /// <summary>The account that gains or loses against the programme's.</summary>
    public AccountRef Account => this switch
    {
        { IsBudget: true } => AccountRef.Budget(OwnerId),
        { Kind: ManualEntryKind.WriteOff } => AccountRef.Debt(OwnerId),
        _ => AccountRef.Available(OwnerId),
    };

    /// <param name="actorId">Who did it.</param>
    /// <param name="before">Its state before; null when it was not there.</param>
    internal AuditEntry ToAudit(AuditAction action, long actorId, ManualEntryState? before) =>
        new(action, IsBudget ? AuditObject.Promotion : AuditObject.Person, OwnerId)
        {
            ActorId = actorId,
            Before = before is null ? [] : [(AuditField.Correction, Id), (AuditField.State, before)],
            After =
            [
                (AuditField.Correction, Id), (AuditField.State, State), (AuditField.Points, Points), (AuditField.Entry, EntryId),
            ],
            Reason = Reason.ToString(),
        };

    internal void Book(long entryId, long? secondPersonId, DateTime now)
    {
        Decide(ManualEntryState.Booked, secondPersonId, now);
        EntryId = entryId;
    }

    internal void Decline(long secondPersonId, DateTime now) => Decide(ManualEntryState.Declined, secondPersonId, now);

    private void Decide(ManualEntryState state, long? secondPersonId, DateTime now)
    {
        if (State != ManualEntryState.Proposed)
        {
            throw new InvalidOperationException($"Manual entry {Id} is decided already.");
        }

        State = state;
        DecidedById = secondPersonId;
        DecidedAt = now;
    }

    internal sealed class Map : IEntityTypeConfiguration<ManualEntry>
    {
        public void Configure(EntityTypeBuilder<ManualEntry> builder)
        {
            builder.ToTable("manual_entries");
            builder.Property(e => e.Key).HasMaxLength(KeyLettersMax);
            builder.Property(e => e.Note).HasMaxLength(NoteLettersMax);
            builder.Ignore(e => e.Account);
            builder.HasOne<Person>().WithMany().HasForeignKey(e => e.ProposedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(e => e.DecidedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(e => e.Key).IsUnique();
            builder.HasIndex(e => e.ProposedById);
            builder.HasIndex(e => e.DecidedById);
            builder.HasIndex(e => new { e.State, e.Id });
            builder.HasIndex(e => e.EntryId);
            builder.HasIndex(e => e.CorrectsId);
        }
    }
}

public enum ManualEntryKind
{
    /// <summary>Points given or taken.</summary>
    Adjustment,

    /// <summary>A debt that is forgiven, all or a part (L9).</summary>
    WriteOff,
}

public enum CorrectionReason
{
    Goodwill,
    MissedAward,
    WrongAward,
    DataEntryError,
    Dispute,
    DebtForgiven,
    BudgetChange,
    Other,
}

public enum ManualEntryState
{
    /// <summary>Waits for a second person.</summary>
    Proposed,
    Booked,
    Declined,
}

public static class CorrectionTables
{
    extension(LeapDb db)
    {
        public DbSet<ManualEntry> ManualEntries => db.Set<ManualEntry>();
    }
}
