using Leap.Audit;
using Leap.Data;

namespace Leap.Jobs;

/// <summary>A manager's wish to run a job at once; the scheduler takes it up.</summary>
public sealed class RunJobNow(LeapDb db, JobList jobs, JobScheduler scheduler, AuditLog auditLog)
{
    public enum Refusal
    {
        NotFound,
        SchedulerStopped,
    }

    /// <param name="personId">Who asks for it.</param>
    public async Task<Outcome<Job, Refusal>> RunAsync(string name, long personId, CancellationToken cancel)
    {
        if (jobs.Find(name) is not { } job)
        {
            return Refusal.NotFound;
        }

        if (!scheduler.IsRunning)
        {
            return Refusal.SchedulerStopped;
        }

        // The scheduler keeps its store on a connection of its own: what is asked is on record before it is done.
        await using (var write = await db.BeginWriteAsync(cancel))
        {
            auditLog.Add(new AuditEntry(AuditAction.JobStarted, AuditObject.Job, job.Name) { ActorId = personId });
            await write.CommitAsync(cancel);
        }

        return await scheduler.RunNowAsync(job.Name, cancel) ? job : Refusal.SchedulerStopped;
    }
}
