using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Mail;

/// <summary>What came of one try to deliver a message.</summary>
public sealed class MessageTry
{
    public const int DetailLength = 500;

    public long Id { get; private set; }

    public required long MessageId { get; init; }

    public required DateTime TriedAt { get; init; }

    public required TryResult Result { get; init; }

    /// <summary>Null when it was sent.</summary>
    public TryReason? Reason { get; init; }

    /// <summary>The server's answer, or the reason; empty when there is nothing to say.</summary>
    public required string Detail { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<MessageTry>
    {
        public void Configure(EntityTypeBuilder<MessageTry> builder)
        {
            builder.ToTable("message_tries");
            builder.Property(t => t.Detail).HasMaxLength(DetailLength);
            builder.HasIndex(t => new { t.MessageId, t.TriedAt });
            builder.HasOne<Message>().WithMany().HasForeignKey(t => t.MessageId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

public enum TryResult
{
    Sent,
    Later,
    Failed,
}

/// <summary>Why a try did not send its message; each has a text for the people who look after mail.</summary>
public enum TryReason
{
    /// <summary>The server's final no to this mail or its recipient.</summary>
    Refused,

    /// <summary>The server asked to come again later.</summary>
    PutOff,

    /// <summary>No connection, or it broke before the mail was handed over.</summary>
    Unreachable,

    /// <summary>The server fell silent before the mail was handed over.</summary>
    Silent,

    /// <summary>Handed over whole, and no answer came: it may have arrived.</summary>
    Doubtful,

    /// <summary>The server takes no sign-in that is spoken here, or not this one.</summary>
    SignInRefused,

    /// <summary>The server offers no TLS, or none that can be trusted.</summary>
    Insecure,

    /// <summary>No mail can have such an address.</summary>
    BadAddress,

    /// <summary>Letters before the @ that the client can't carry.</summary>
    ForeignAddress,

    /// <summary>The mail's own code or inputs failed.</summary>
    NotMade,

    /// <summary>Its tries were all cut off before anything came of them.</summary>
    CutOff,

    /// <summary>The folder for mail files can't be written.</summary>
    NotWritten,

    /// <summary>Not tried: the person declined its kind while it waited.</summary>
    Declined,

    /// <summary>Not tried: its address rests (M4).</summary>
    AddressRests,
}
