using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leap.Jobs;

/// <summary>Runs a job's work in a scope of its own and writes down what came of it, for scheduler and command line alike.</summary>
public sealed class JobRunner(JobList jobs, IServiceScopeFactory scopes, Calendar calendar, ILogger<JobRunner> log)
{
    public enum Refusal
    {
        NotFound,
    }

    /// <summary>Throws what the work throws, after it was written down.</summary>
    /// <param name="asOf">A day of the programme; null is today. A monthly job takes the latest day it was planned for.</param>
    public async Task<Outcome<JobReport, Refusal>> RunAsync(string name, DateOnly? asOf, CancellationToken cancel)
    {
        if (jobs.Find(name) is not { } job)
        {
            return Refusal.NotFound;
        }

        var day = job.AsOf(asOf ?? calendar.Today);
        await NoteStartAsync(job.Name, day, cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var done = await job.Work(scope.ServiceProvider, day, cancel);
            await NoteEndAsync(job.Name, day, done, error: null);
            return new JobReport(job.Name, day, done);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Job {Job} as of {Day} failed", job.Name, day);
            await NoteEndAsync(job.Name, day, done: 0, Reason(fault));
            throw;
        }
    }

    private static string Reason(Exception fault)
    {
        var reason = fault is OperationCanceledException ? "Cut off: the program was stopped." : $"{fault.GetType().Name}: {fault.Message}";
        return reason.Length <= JobRun.ErrorLength ? reason : reason[..JobRun.ErrorLength];
    }

    private Task NoteStartAsync(string job, DateOnly asOf, CancellationToken cancel) => WriteAsync(
        $"""
        INSERT INTO job_runs (job, as_of, runs, started_at, done, done_in_all) VALUES ({job}, {asOf}, 1, {calendar.Now}, 0, 0)
        ON CONFLICT (job, as_of) DO UPDATE
        SET runs = job_runs.runs + 1, started_at = excluded.started_at, ended_at = NULL, done = 0, error = NULL
        """,
        cancel);

    /// <summary>Not cancelled: what was done is done, and is written down.</summary>
    private Task NoteEndAsync(string job, DateOnly asOf, int done, string? error) => WriteAsync(
        $"""
        UPDATE job_runs SET ended_at = {calendar.Now}, done = {done}, done_in_all = done_in_all + {done}, error = {error}
        WHERE job = {job} AND as_of = {asOf}
        """,
        CancellationToken.None);

    private async Task WriteAsync(FormattableString sql, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(cancel);
        await db.Database.ExecuteSqlInterpolatedAsync(sql, cancel);
        await write.CommitAsync(cancel);
    }
}

/// <param name="AsOf">The day that the work was keyed by.</param>
/// <param name="Done">How many things were done; zero when a run before had done them all.</param>
public sealed record JobReport(string Job, DateOnly AsOf, int Done);
