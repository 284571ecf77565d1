using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Jobs;

/// <summary>The schedule with each job's latest run and its next one, in the schedule's order.</summary>
public sealed class JobRuns(LeapDb db, JobList jobs, JobScheduler scheduler)
{
    public async Task<IReadOnlyList<Row>> ListAsync(CancellationToken cancel)
    {
        var runs = db.JobRuns.AsNoTracking();
        var latest = await runs.Where(r => !runs.Any(later => later.Job == r.Job && later.StartedAt > r.StartedAt)).ToListAsync(cancel);
        var plans = await scheduler.PlansAsync(cancel);
        return [.. jobs.All.Select(job => new Row(
            job,
            latest.Where(r => string.Equals(r.Job, job.Name, StringComparison.Ordinal)).MaxBy(r => r.AsOf),
            plans.GetValueOrDefault(job.Name)))];
    }

    /// <param name="Latest">Null when it never ran.</param>
    /// <param name="Plan">Null when the scheduler does not run here.</param>
    public sealed record Row(Job Job, JobRun? Latest, JobPlan? Plan)
    {
        public TimeSpan? Duration => Latest?.EndedAt - Latest?.StartedAt;

        public bool IsRunning => Latest is { EndedAt: null };
    }
}
