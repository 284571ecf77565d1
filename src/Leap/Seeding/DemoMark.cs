using Leap.Data;
using Leap.Jobs;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Seeding;

/// <summary>How far the demo has been played: a run without an end in the jobs' book counts the days, in their own transactions.</summary>
internal sealed class DemoMark(LeapDb db)
{
    private const string Job = "play-demo";

    /// <summary>Days played; null when the demo was never begun.</summary>
    public async Task<(int Days, bool IsFinished)?> ReadAsync(CancellationToken cancel)
    {
        var run = await db.JobRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Job == Job, cancel);
        return run is null ? null : (run.Done, run.EndedAt is not null);
    }

    public Task<bool> HasPeopleAsync(CancellationToken cancel) => db.People.AnyAsync(cancel);

    public Task BeginAsync(DateTime now, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO job_runs (job, as_of, runs, started_at, done, done_in_all) VALUES ({Job}, {SeasonShape.LastOn}, 1, {now}, 0, 0)
        ON CONFLICT (job, as_of) DO UPDATE SET runs = job_runs.runs + 1, started_at = excluded.started_at
        """,
        cancel);

    public Task NoteAsync(int days, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE job_runs SET done = {days}, done_in_all = {days} WHERE job = {Job}", cancel);

    public Task EndAsync(DateTime now, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE job_runs SET ended_at = {now} WHERE job = {Job}", cancel);
}
