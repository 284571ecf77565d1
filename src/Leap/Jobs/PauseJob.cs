using Leap.Audit;
using Leap.Data;

namespace Leap.Jobs;

/// <summary>Keeps a job from its planned runs until it is resumed, on every node.</summary>
public sealed class PauseJob(LeapDb db, JobList jobs, JobScheduler scheduler, AuditLog auditLog)
{
    /// <param name="isPaused">False resumes it. What it is already, it stays, and nothing is recorded.</param>
    /// <param name="personId">Who asks for it.</param>
    public async Task<Outcome<Job, RunJobNow.Refusal>> RunAsync(string name, bool isPaused, long personId, CancellationToken cancel)
    {
        if (jobs.Find(name) is not { } job)
        {
            return RunJobNow.Refusal.NotFound;
        }

        var plans = await scheduler.PlansAsync(cancel);
        if (!plans.TryGetValue(job.Name, out var plan))
        {
            return RunJobNow.Refusal.SchedulerStopped;
        }

        if (plan.IsPaused == isPaused)
        {
            return job;
        }

        // The scheduler keeps its store on a connection of its own: what is asked is on record before it is done.
        await using (var write = await db.BeginWriteAsync(cancel))
        {
            auditLog.Add(new AuditEntry(isPaused ? AuditAction.JobPaused : AuditAction.JobResumed, AuditObject.Job, job.Name)
            {
                ActorId = personId,
                Before = [(AuditField.Paused, plan.IsPaused)],
                After = [(AuditField.Paused, isPaused)],
            });
            await write.CommitAsync(cancel);
        }

        var isDone = isPaused ? await scheduler.PauseAsync(job.Name, cancel) : await scheduler.ResumeAsync(job.Name, cancel);
        return isDone ? job : RunJobNow.Refusal.SchedulerStopped;
    }
}
