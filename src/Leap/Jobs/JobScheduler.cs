using Leap.Programmes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Leap.Jobs;

/// <summary>
/// Keeps the store's triggers equal to the schedule, and starts and stops the scheduler with the host. A trigger whose time did not change
/// is left as it is: what it missed while the program was down it still owes, and a paused one stays paused.
/// </summary>
public sealed class JobScheduler(ISchedulerFactory factory, JobList jobs, Calendar calendar, ILogger<JobScheduler> log) : IHostedService
{
    private const int RetriesMax = 3;

    private IScheduler? scheduler;

    public bool IsRunning => scheduler?.Status == SchedulerStatus.Running;

    /// <summary>When this program's scheduler started; null before.</summary>
    public DateTime? StartedAt { get; private set; }

    async Task IHostedService.StartAsync(CancellationToken cancel)
    {
        scheduler = await factory.GetScheduler(cancel);
        await FollowScheduleAsync(scheduler, cancel);
        await scheduler.Start(cancel);
        StartedAt = calendar.Now;
    }

    async Task IHostedService.StopAsync(CancellationToken cancel)
    {
        if (scheduler is not null)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancel);
        }
    }

    /// <summary>Asks for a run now beside the planned ones; it begins within a moment, on any node. False when stopped.</summary>
    public async Task<bool> RunNowAsync(string job, CancellationToken cancel)
    {
        if (!IsRunning)
        {
            return false;
        }

        await scheduler!.TriggerJob(new JobKey(job), cancellationToken: cancel);
        return true;
    }

    public async Task<bool> PauseAsync(string job, CancellationToken cancel) =>
        IsRunning && await scheduler!.PauseJob(new JobKey(job), cancel);

    public async Task<bool> ResumeAsync(string job, CancellationToken cancel) =>
        IsRunning && await scheduler!.ResumeJob(new JobKey(job), cancel);

    /// <summary>When each job runs next, by name; empty when the scheduler does not run.</summary>
    public async Task<IReadOnlyDictionary<string, JobPlan>> PlansAsync(CancellationToken cancel)
    {
        if (!IsRunning)
        {
            return new Dictionary<string, JobPlan>(StringComparer.Ordinal);
        }

        var triggers = await scheduler!.QueryTriggers(new TriggerQuery { Take = PagedQuery.All }, cancel);
        return triggers.Items
            .Where(t => jobs.Find(t.Key.Name) is not null)
            .ToDictionary(
                t => t.Key.Name,
                t => new JobPlan(t.NextFireTimeUtc?.UtcDateTime, t.State == TriggerState.Paused),
                StringComparer.Ordinal);
    }

    private async Task FollowScheduleAsync(IScheduler store, CancellationToken cancel)
    {
        foreach (var job in jobs.All)
        {
            var known = await store.GetTrigger(new TriggerKey(job.Name), cancel);
            if (!string.Equals(known?.Description, Plan(job), StringComparison.Ordinal))
            {
                await store.ScheduleJob(Detail(job), Trigger(job), ScheduleJobOptions.Replacing, cancel);
                log.LogInformation("Job {Job} is planned: {Plan}", job.Name, Plan(job));
            }
        }

        var stored = await store.QueryJobs(new JobQuery { Take = PagedQuery.All }, cancel);
        foreach (var gone in stored.Items.Where(j => jobs.Find(j.Key.Name) is null))
        {
            await store.DeleteJob(gone.Key, cancel);
            log.LogInformation("Job {Job} is no longer in the schedule", gone.Key.Name);
        }

        await store.ResetTriggersFromErrorState(GroupMatcher<TriggerKey>.AnyGroup(), cancel);
    }

    /// <summary>What a stored trigger is compared by.</summary>
    private string Plan(Job job) => job.When.Interval is { } interval ? $"every {interval}" : $"{job.When.Cron} {calendar.ZoneName}";

    private static IJobDetail Detail(Job job) => JobBuilder.Create<ScheduledRun>()
        .WithIdentity(job.Name)
        .WithDescription(job.Purpose)
        .RequestRecovery(job.When.Interval is null)
        .StoreDurably()
        .Build();

    private ITrigger Trigger(Job job)
    {
        var trigger = TriggerBuilder.Create(TimeProvider.System).WithIdentity(job.Name).WithDescription(Plan(job)).ForJob(job.Name);
        if (job.When.Interval is { } interval)
        {
            return trigger.StartNow()
                .WithSchedule(SimpleScheduleBuilder.Create()
                    .WithInterval(interval)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
                .Build();
        }

        return trigger
            .WithRetryPolicy(RetryPolicy.Exponential(RetriesMax, TimeSpan.FromMinutes(1), 5, null))
            .WithSchedule(CronScheduleBuilder.Create(job.When.Cron!)
                .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(calendar.ZoneName))
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
    }

    /// <summary>Keyed by the moment it was planned for: recovered or retried after midnight, it still does its own day's work.</summary>
    [DisallowConcurrentExecution]
    internal sealed class ScheduledRun(JobRunner runner, Calendar calendar) : IJob
    {
        async ValueTask IJob.Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            var planned = (context.ScheduledFireTimeUtc ?? context.FireTimeUtc).UtcDateTime;
            await runner.RunAsync(context.JobDetail.Key.Name, calendar.DayOf(planned), cancel);
        }
    }
}

/// <param name="NextAt">Null when it has no next run.</param>
public sealed record JobPlan(DateTime? NextAt, bool IsPaused);
