using Leap.Data;

namespace Leap.Jobs;

/// <summary>A manager's wish to run a job at once; the scheduler takes it up.</summary>
public sealed class RunJobNow(JobList jobs, JobScheduler scheduler)
{
    public enum Refusal
    {
        NotFound,
        SchedulerStopped,
    }

    public async Task<Outcome<Job, Refusal>> RunAsync(string name, CancellationToken cancel)
    {
        if (jobs.Find(name) is not { } job)
        {
            return Refusal.NotFound;
        }

        return await scheduler.RunNowAsync(job.Name, cancel) ? job : Refusal.SchedulerStopped;
    }
}
