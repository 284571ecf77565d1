using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Privacy;

/// <summary>
/// A wish to be erased (A4): by the person, or by a manager whom they asked. It is carried out when due, until when it can be called off.
/// </summary>
public sealed class Erasure
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    /// <summary>The person or a manager.</summary>
    public required long AskedById { get; init; }

    public required ErasureReason Reason { get; init; }

    public required DateTime AskedAt { get; init; }

    public required DateTime DueAt { get; init; }

    public DateTime? CancelledAt { get; set; }

    /// <summary>When the identity was replaced; nothing brings it back.</summary>
    public DateTime? DoneAt { get; set; }

    /// <summary>When what the database keeps of deleted text was overwritten too.</summary>
    public DateTime? CleanedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Erasure>
    {
        public void Configure(EntityTypeBuilder<Erasure> builder)
        {
            builder.ToTable("erasures");
            builder.HasIndex(e => e.PersonId).IsUnique()
                .HasFilter("cancelled_at IS NULL AND done_at IS NULL").HasDatabaseName("ix_erasures_open");
            builder.HasIndex(e => new { e.PersonId, e.AskedAt });
            builder.HasIndex(e => e.AskedById);
            builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(e => e.AskedById).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Why someone is erased; the names are stored.</summary>
public enum ErasureReason
{
    /// <summary>The person's own wish, on the page.</summary>
    OwnWish,

    /// <summary>The person asked a manager.</summary>
    AskedManager,
    LegalRequest,
    LeftProgramme,
}
