using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members.Invitations;

/// <summary>A firm's offer to one address to become a member: good once, until a moment, and only for who has the mailed secret.</summary>
public sealed class Invitation
{
    /// <summary>How often one invitation may be mailed: whoever never answers is left in peace.</summary>
    public const int SendingsMax = 10;

    public long Id { get; init; }

    public required long FirmId { get; init; }

    public required string Address { get; set; }

    /// <summary>The form in which addresses are compared.</summary>
    public required string NormalizedAddress { get; set; }

    /// <summary>As the inviter writes it; empty when they did not say.</summary>
    public required string Name { get; set; }

    public required string Language { get; init; }

    public required Personas Personas { get; init; }

    /// <summary>Who accepted it, or the account that an import made and that waits for its owner; null: nobody yet.</summary>
    public long? PersonId { get; set; }

    public required string SecretHash { get; set; }

    /// <summary>Null: whoever had the command line.</summary>
    public required long? InvitedById { get; init; }

    /// <summary>Whether the person had asked to join.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>When it was mailed last.</summary>
    public required DateTime SentAt { get; set; }

    /// <summary>From then on it can't be accepted.</summary>
    public required DateTime ExpiresAt { get; set; }

    public int Sendings { get; set; } = 1;

    public DateTime? AcceptedAt { get; set; }

    public DateTime? RevokedAt { get; set; }

    public InvitationState StateAt(DateTime now) => this switch
    {
        { AcceptedAt: not null } => InvitationState.Accepted,
        { RevokedAt: not null } => InvitationState.Revoked,
        _ => ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open,
    };

    internal sealed class Map : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("invitations");
            builder.Property(i => i.Address).HasMaxLength(256);
            builder.Property(i => i.NormalizedAddress).HasMaxLength(256);
            builder.Property(i => i.Name).HasMaxLength(200);
            builder.Property(i => i.Language).HasMaxLength(12);
            builder.Property(i => i.Personas).HasConversion<int>();
            builder.Property(i => i.Personas).HasMaxLength(120);
            builder.Property(i => i.SecretHash).HasMaxLength(Secret.HashLength);
            builder.HasOne<Firm>().WithMany().HasForeignKey(i => i.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(i => i.InvitedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(i => new { i.FirmId, i.SentAt });
            builder.HasIndex(i => i.NormalizedAddress);
            builder.HasIndex(i => new { i.FirmId, i.NormalizedAddress })
                .IsUnique()
                .HasFilter("accepted_at IS NULL AND revoked_at IS NULL")
                .HasDatabaseName("ix_invitations_open");
        }
    }
}

public enum InvitationState
{
    Open,
    Expired,
    Accepted,
    Revoked,
}

public static class InvitationTables
{
    extension(LeapDb db)
    {
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
    }
}
