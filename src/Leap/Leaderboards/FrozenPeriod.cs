using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Leaderboards;

/// <summary>That a period's boards are final (R3).</summary>
public sealed class FrozenPeriod
{
    public required string Period { get; init; }

    /// <summary>IANA zone in which the period closed (T1).</summary>
    public required string Zone { get; init; }

    public required DateTime FrozenAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<FrozenPeriod>
    {
        public void Configure(EntityTypeBuilder<FrozenPeriod> builder)
        {
            builder.ToTable("frozen_periods");
            builder.HasKey(f => f.Period);
            builder.Property(f => f.Period).HasMaxLength(10);
            builder.Property(f => f.Zone).HasMaxLength(60);
        }
    }
}
