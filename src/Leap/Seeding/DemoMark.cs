using Leap.Data;
using Leap.Jobs;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leap.Seeding;

/// <summary>How far the demo has been played: a run without an end in the jobs' book counts the days, in their own transactions.</summary>
internal sealed class DemoMark(LeapDb db, DemoSize size)
{
    private readonly string job = $"play-demo-{Cell.Of(size.People)}";

    /// <summary>Days played; null when the demo of this size was never begun.</summary>
    public async Task<(int Days, bool IsFinished)?> ReadAsync(CancellationToken cancel)
    {
        var run = await db.JobRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Job == job, cancel);
        return run is null ? null : (run.Done, run.EndedAt is not null);
    }

    public Task<bool> HasPeopleAsync(CancellationToken cancel) => db.People.AnyAsync(cancel);

    public Task BeginAsync(DateTime now, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO job_runs (job, as_of, runs, started_at, done, done_in_all) VALUES ({job}, {SeasonShape.LastOn}, 1, {now}, 0, 0)
        ON CONFLICT (job, as_of) DO UPDATE SET runs = job_runs.runs + 1, started_at = excluded.started_at
        """,
        cancel);

    /// <summary>
    /// PostgreSQL does not take back the ids of what was rolled back. Here they are given again, since they are part of the ledger's keys.
    /// </summary>
    public async Task RewindIdsAsync(CancellationToken cancel)
    {
        if (!db.IsPostgres)
        {
            return;
        }

        foreach (var type in db.Model.GetEntityTypes().Where(HasGeneratedKey))
        {
            var table = type.GetTableName()!;
            var sql = $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE((SELECT MAX(id) FROM {table}), 0) + 1, false)";
            await db.Database.ExecuteSqlRawAsync(sql, cancel);
        }
    }

    public Task NoteAsync(int days, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE job_runs SET done = {days}, done_in_all = {days} WHERE job = {job}", cancel);

    public Task EndAsync(DateTime now, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE job_runs SET ended_at = {now} WHERE job = {job}", cancel);

    private static bool HasGeneratedKey(IEntityType type) =>
        type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd }];
}
