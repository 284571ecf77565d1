using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Mail;

/// <summary>
/// A mail that is owed to a person: a row of the outbox, written in the transaction of its cause. It has no state "being sent": whoever
/// leases it sends it, and when a lease ends without a result the message is due again.
/// </summary>
public sealed class Message
{
    public long Id { get; private set; }

    /// <summary>Kind, person and period or cause; unique, so that a mail is owed once however often its cause is replayed.</summary>
    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required long PersonId { get; init; }

    public required string ToName { get; init; }

    public required string ToAddress
    {
        get;
        init
        {
            field = value;
            ToDomain = Addressee.DomainOf(value);
        }
    }

    /// <summary>Of the address, as <see cref="Addressee.DomainOf"/> says it; limits count by it.</summary>
    public string ToDomain { get; private set; } = "";

    public required string Language { get; init; }

    /// <summary>Lower goes first.</summary>
    public required int Priority { get; init; }

    /// <summary>The inputs of the mail as JSON; it is rendered when it is sent.</summary>
    public required string Body { get; init; }

    /// <summary>The Message-ID header without its brackets: the same for every try.</summary>
    public required string HeaderId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime DueAt { get; set; }

    public DateTime? LeaseUntilAt { get; private set; }

    /// <summary>Counted when leased, not when answered: a try that a crash cut off counts too.</summary>
    public int Tries { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>When the relay gave up; null while it may still be sent.</summary>
    public DateTime? FailedAt { get; private set; }

    /// <summary>What became of the last try that did not send it; null once it is sent.</summary>
    public TryReason? LastReason { get; private set; }

    /// <summary>In English, or the server's own words; people read the text of <see cref="LastReason"/> beside it.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was handed over whole and no answer came: it goes once more after that, not twice.</summary>
    public DateTime? DoubtedAt { get; private set; }

    public bool IsWaiting => SentAt is null && FailedAt is null;

    internal void GiveUp(DateTime at, TryReason? reason, string detail)
    {
        FailedAt = at;
        LeaseUntilAt = null;
        LastReason = reason;
        LastError = detail;
    }

    internal void PutOff(DateTime dueAt, TryReason? reason, string detail)
    {
        DueAt = dueAt;
        LeaseUntilAt = null;
        LastReason = reason;
        LastError = detail;
    }

    internal void Doubt(DateTime at) => DoubtedAt = at;

    /// <summary>Gives back a lease that was not used; it was no try.</summary>
    internal void Release()
    {
        LeaseUntilAt = null;
        Tries--;
    }

    internal void StartOver(DateTime now)
    {
        FailedAt = null;
        DueAt = now;
        Tries = 0;
        DoubtedAt = null;
    }

    internal sealed class Map : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.ToTable("messages");
            builder.Property(m => m.Key).HasMaxLength(200);
            builder.Property(m => m.Kind).HasMaxLength(60);
            builder.Property(m => m.ToName).HasMaxLength(200);
            builder.Property(m => m.ToAddress).HasMaxLength(320);
            builder.Property(m => m.ToDomain).HasMaxLength(Addressee.DomainLength);
            builder.Property(m => m.Language).HasMaxLength(20);
            builder.Property(m => m.HeaderId).HasMaxLength(320);
            builder.Property(m => m.LastError).HasMaxLength(500);
            builder.HasIndex(m => m.Key).IsUnique();
            builder.HasIndex(m => new { m.Priority, m.DueAt, m.Id, m.ToDomain })
                .HasFilter("sent_at IS NULL AND failed_at IS NULL")
                .HasDatabaseName("ix_messages_due");
            builder.HasIndex(m => m.FailedAt).HasFilter("failed_at IS NOT NULL").HasDatabaseName("ix_messages_failed");
            builder.HasIndex(m => new { m.PersonId, m.CreatedAt });
        }
    }
}

public static class MessageTables
{
    extension(LeapDb db)
    {
        public DbSet<Message> Messages => db.Set<Message>();

        public DbSet<MessageTry> MessageTries => db.Set<MessageTry>();

        public DbSet<HandedOver> HandedOver => db.Set<HandedOver>();
    }
}
