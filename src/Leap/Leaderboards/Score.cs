using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Leaderboards;

/// <summary>What a person has earned in a period (L15), maintained with each award and never summed at read.</summary>
public sealed class Score
{
    /// <summary>A period's key.</summary>
    public required string Period { get; init; }

    public required long PersonId { get; init; }

    /// <summary>The firm at which the latest of it was earned.</summary>
    public required long FirmId { get; init; }

    public required long Learning { get; init; }

    public required long Selling { get; init; }

    public required long Total { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Score>
    {
        public void Configure(EntityTypeBuilder<Score> builder)
        {
            builder.ToTable("scores");
            builder.HasKey(s => new { s.Period, s.PersonId });
            builder.Property(s => s.Period).HasMaxLength(10);
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(s => new { s.Period, s.Total, s.PersonId }).IsDescending(false, true, false);
        }
    }
}

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

public static class LeaderboardTables
{
    extension(LeapDb db)
    {
        public DbSet<Score> Scores => db.Set<Score>();

        public DbSet<FrozenPeriod> FrozenPeriods => db.Set<FrozenPeriod>();

        public DbSet<FrozenStanding> FrozenStandings => db.Set<FrozenStanding>();
    }
}
