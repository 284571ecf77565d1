using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Jobs;

/// <summary>
/// A job's runs for one day of the programme: the day that its work is keyed by, not the day on which it ran. Running again for the same
/// day counts up this row, so a job that runs every few seconds costs one row a day.
/// </summary>
public sealed class JobRun
{
    public const int ErrorLength = 1_000;

    public long Id { get; private set; }

    public required string Job { get; init; }

    public required DateOnly AsOf { get; init; }

    public int Runs { get; private set; }

    /// <summary>When the latest run began.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When the latest run ended; null while it runs, and for ever when it was cut off.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>How many things the latest run did.</summary>
    public int Done { get; private set; }

    /// <summary>How many things all runs for this day did.</summary>
    public long DoneInAll { get; private set; }

    /// <summary>Why the latest run failed; null when it did not.</summary>
    public string? Error { get; private set; }

    internal sealed class Map : IEntityTypeConfiguration<JobRun>
    {
        public void Configure(EntityTypeBuilder<JobRun> builder)
        {
            builder.ToTable("job_runs");
            builder.Property(r => r.Job).HasMaxLength(60);
            builder.Property(r => r.Error).HasMaxLength(ErrorLength);
            builder.HasIndex(r => new { r.Job, r.AsOf }).IsUnique();
        }
    }
}

public static class JobRunTable
{
    extension(LeapDb db)
    {
        public DbSet<JobRun> JobRuns => db.Set<JobRun>();
    }
}
