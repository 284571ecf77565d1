using Leap.Jobs;
using Leap.Tests.Engines;

namespace Leap.Tests.Jobs;

public sealed class JobRunnerTests
{
    private static readonly Job Daily = Job.Daily<Counter>(
        "daily", new TimeOnly(0, 20), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");

    private static readonly Job Monthly = Job.Monthly<Counter>(
        "monthly", (Day: 1, At: new TimeOnly(6, 0)), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_second_run_for_the_same_day_counts_up_the_same_row(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var clock = FixedClock.Start();
        await using var workshop = new Workshop(database, new Counter(), clock, Daily);

        Assert.Equal(3, (await workshop.Runner.RunAsync("daily", asOf: null, CancellationToken.None)).Value.Done);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await workshop.Runner.RunAsync("daily", asOf: null, CancellationToken.None)).Value.Done);

        var run = Assert.Single(await workshop.RowsAsync()).Latest!;
        Assert.Equal((new DateOnly(2026, 11, 22), 2, 0, 3L), (run.AsOf, run.Runs, run.Done, run.DoneInAll));
        Assert.Equal(clock.GetUtcNow().UtcDateTime, run.StartedAt);
        Assert.Equal(clock.GetUtcNow().UtcDateTime, run.EndedAt);
    }

    [Theory]
    [OnSqlite]
    public async Task Runs_for_the_day_that_is_asked_for_or_that_a_monthly_job_was_planned_for(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var counter = new Counter();
        await using var workshop = new Workshop(database, counter, FixedClock.Start(), Daily, Monthly);

        await workshop.Runner.RunAsync("daily", new DateOnly(2026, 3, 9), CancellationToken.None);
        await workshop.Runner.RunAsync("monthly", asOf: null, CancellationToken.None);

        Assert.Equal([new DateOnly(2026, 3, 9), new DateOnly(2026, 11, 1)], counter.Asked);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_fault_is_written_down_and_passed_on(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var counter = new Counter { Fault = new InvalidOperationException("no ink") };
        await using var workshop = new Workshop(database, counter, FixedClock.Start(), Daily);

        await Assert.ThrowsAsync<InvalidOperationException>(() => workshop.Runner.RunAsync("daily", asOf: null, CancellationToken.None));
        Assert.Equal("InvalidOperationException: no ink", Assert.Single(await workshop.RowsAsync()).Latest!.Error);

        counter.Fault = null;
        await workshop.Runner.RunAsync("daily", asOf: null, CancellationToken.None);
        Assert.Null(Assert.Single(await workshop.RowsAsync()).Latest!.Error);
    }

    [Theory]
    [OnSqlite]
    public async Task Shows_the_run_that_began_last_whatever_day_it_was_for(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var clock = FixedClock.Start();
        await using var workshop = new Workshop(database, new Counter(), clock, Daily, Monthly);
        await workshop.Runner.RunAsync("daily", asOf: null, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(1));
        await workshop.Runner.RunAsync("daily", new DateOnly(2026, 3, 9), CancellationToken.None);

        var rows = await workshop.RowsAsync();

        Assert.Equal(["daily", "monthly"], rows.Select(r => r.Job.Name));
        Assert.Equal(new DateOnly(2026, 3, 9), rows[0].Latest!.AsOf);
        Assert.Null(rows[1].Latest);
        Assert.Null(rows[1].Plan);
    }

    [Theory]
    [OnSqlite]
    public async Task Refuses_a_name_that_is_not_in_the_schedule(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var workshop = new Workshop(database, new Counter(), FixedClock.Start(), Daily);

        Assert.Equal(JobRunner.Refusal.NotFound, (await workshop.Runner.RunAsync("hourly", asOf: null, CancellationToken.None)).Refusal);
        Assert.Equal(RunJobNow.Refusal.NotFound, await workshop.RunNowAsync("hourly"));
        Assert.Equal(RunJobNow.Refusal.SchedulerStopped, await workshop.RunNowAsync("daily"));
    }
}
