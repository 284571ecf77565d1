using Leap.Members;
using Leap.Members.Invitations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Joining;

/// <summary>Somebody with an address of the firm's domain who wants to be a member of it.</summary>
public sealed class JoinRequest
{
    public long Id { get; init; }

    public required long FirmId { get; init; }

    public required string Address { get; set; }

    public required string NormalizedAddress { get; set; }

    public required string Name { get; set; }

    public required string Language { get; init; }

    public required DateTime AskedAt { get; init; }

    public JoinRequestState State { get; set; }

    public DateTime? DecidedAt { get; set; }

    public long? DecidedById { get; set; }

    /// <summary>Null unless declined.</summary>
    public DeclineReason? Reason { get; set; }

    /// <summary>What an acceptance became; null otherwise.</summary>
    public long? InvitationId { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<JoinRequest>
    {
        public void Configure(EntityTypeBuilder<JoinRequest> builder)
        {
            builder.ToTable("join_requests");
            builder.Property(r => r.Address).HasMaxLength(256);
            builder.Property(r => r.NormalizedAddress).HasMaxLength(256);
            builder.Property(r => r.Name).HasMaxLength(200);
            builder.Property(r => r.Language).HasMaxLength(12);
            builder.HasOne<Firm>().WithMany().HasForeignKey(r => r.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(r => r.DecidedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invitation>().WithMany().HasForeignKey(r => r.InvitationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.FirmId, r.AskedAt });
            builder.HasIndex(r => r.NormalizedAddress);
            builder.HasIndex(r => new { r.FirmId, r.NormalizedAddress })
                .IsUnique()
                .HasFilter("decided_at IS NULL")
                .HasDatabaseName("ix_join_requests_open");
        }
    }
}

public enum JoinRequestState
{
    Asked,
    Accepted,
    Declined,
}

public enum DeclineReason
{
    NotAColleague,
    NoPartInSales,
    OtherAddress,
}
