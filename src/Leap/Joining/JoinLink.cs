using Leap.Members.Invitations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Joining;

/// <summary>A link that shows that whoever asks to join can read mail at their address; good once, until a moment.</summary>
public sealed class JoinLink
{
    public long Id { get; init; }

    public required string Address { get; init; }

    public required string NormalizedAddress { get; init; }

    public required string SecretHash { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<JoinLink>
    {
        public void Configure(EntityTypeBuilder<JoinLink> builder)
        {
            builder.ToTable("join_links");
            builder.Property(l => l.Address).HasMaxLength(256);
            builder.Property(l => l.NormalizedAddress).HasMaxLength(256);
            builder.Property(l => l.SecretHash).HasMaxLength(Secret.HashLength);
            builder.HasIndex(l => l.NormalizedAddress);
        }
    }
}
