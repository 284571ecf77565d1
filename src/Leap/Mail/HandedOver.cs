using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Mail;

/// <summary>
/// How many mails to one domain were taken to be sent in a few seconds, by all nodes together. Kept for as long as limits look back, and
/// only while there are limits.
/// </summary>
public sealed class HandedOver
{
    /// <summary>Seconds of one row.</summary>
    public const int SlotSeconds = 5;

    public required string Domain { get; init; }

    /// <summary>When its seconds begin.</summary>
    public required DateTime SlotAt { get; init; }

    public required int Count { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<HandedOver>
    {
        public void Configure(EntityTypeBuilder<HandedOver> builder)
        {
            builder.ToTable("handed_over");
            builder.HasKey(h => new { h.SlotAt, h.Domain });
            builder.Property(h => h.Domain).HasMaxLength(Addressee.DomainLength);
        }
    }
}
