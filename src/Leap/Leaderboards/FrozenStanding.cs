using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Leaderboards;

/// <summary>One row of a frozen board: what was true when it closed.</summary>
public sealed class FrozenStanding
{
    public required string Period { get; init; }

    public required long PersonId { get; init; }

    public required long FirmId { get; init; }

    public required string Country { get; init; }

    public required Tier Tier { get; init; }

    public required long Learning { get; init; }

    public required long Selling { get; init; }

    public required long Total { get; init; }

    /// <summary>Place in the whole programme by total; ties share it (R1).</summary>
    public required int Rank { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<FrozenStanding>
    {
        public void Configure(EntityTypeBuilder<FrozenStanding> builder)
        {
            builder.ToTable("frozen_standings");
            builder.HasKey(s => new { s.Period, s.PersonId });
            builder.Property(s => s.Period).HasMaxLength(10);
            builder.Property(s => s.Country).HasMaxLength(2);
            builder.HasOne<FrozenPeriod>().WithMany().HasForeignKey(s => s.Period).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
