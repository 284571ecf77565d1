using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leap.Jobs;

/// <summary>Whether the scheduler runs and what runs all day long has run lately, here or on another node.</summary>
public sealed class JobHealth(LeapDb db, JobList jobs, JobScheduler scheduler, Calendar calendar) : IHealthCheck
{
    /// <summary>Minutes without a run after which a job that runs every few seconds is called late; a single run may take some.</summary>
    private const int LateMinutes = 10;

    async Task<HealthCheckResult> IHealthCheck.CheckHealthAsync(HealthCheckContext context, CancellationToken cancel)
    {
        if (!scheduler.IsRunning)
        {
            return HealthCheckResult.Unhealthy("The scheduler does not run.");
        }

        var since = calendar.Now.AddMinutes(-LateMinutes);
        if (scheduler.StartedAt > since)
        {
            return HealthCheckResult.Healthy();
        }

        var ran = await db.JobRuns.Where(r => r.StartedAt >= since).Select(r => r.Job).Distinct().ToListAsync(cancel);
        var always = jobs.All.Where(j => j.When.Interval < TimeSpan.FromMinutes(LateMinutes)).Select(j => j.Name);
        var late = always.Except(ran, StringComparer.Ordinal).ToList();
        return late.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"Not run for {LateMinutes} minutes: {string.Join(", ", late)}.");
    }
}
