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
