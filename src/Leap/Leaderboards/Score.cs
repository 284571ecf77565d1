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

    /// <summary>The firm at which the latest of it was earned, or the one that it became a part of while the period was open.</summary>
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

public static class LeaderboardTables
{
    extension(LeapDb db)
    {
        public DbSet<Score> Scores => db.Set<Score>();

        public DbSet<FrozenPeriod> FrozenPeriods => db.Set<FrozenPeriod>();

        public DbSet<FrozenStanding> FrozenStandings => db.Set<FrozenStanding>();
    }
}
