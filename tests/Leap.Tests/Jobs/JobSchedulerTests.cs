using System.Diagnostics;
using Leap.Jobs;
using Leap.Tests.Engines;

namespace Leap.Tests.Jobs;

/// <summary>The real scheduler on the real clock, since its threads follow no other.</summary>
public sealed class JobSchedulerTests
{
    private static readonly Job Often = Job.Every<Counter>(
        "often", TimeSpan.FromMilliseconds(200), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");

    private static readonly Job Daily = Job.Daily<Counter>(
        "daily", new TimeOnly(0, 20), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Runs_the_schedule_and_says_what_comes_next(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var counter = new Counter();
        await using var workshop = new Workshop(database, counter, TimeProvider.System, Often, Daily);
        await workshop.StartAsync();
        await UntilAsync(() => counter.Asked.Count >= 3);

        var rows = await workshop.RowsAsync();
        await workshop.StopAsync();

        Assert.True(rows[0].Latest!.Runs >= 3);
        Assert.Null(rows[1].Latest);
        Assert.Equal(new TimeOnly(0, 20), TimeOnly.FromDateTime(rows[1].Plan!.NextAt!.Value));
        Assert.False(rows[1].Plan!.IsPaused);
    }

    [Theory]
    [OnSqlite]
    public async Task Runs_a_job_at_once_when_a_manager_asks(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var counter = new Counter();
        await using var workshop = new Workshop(database, counter, TimeProvider.System, Daily);
        await workshop.StartAsync();

        Assert.Null(await workshop.RunNowAsync("daily"));
        await UntilAsync(() => counter.Asked.Count == 1);
        await workshop.StopAsync();
    }

    [Theory]
    [OnSqlite]
    public async Task What_is_paused_stays_paused_after_a_restart(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using (var before = new Workshop(database, new Counter(), TimeProvider.System, Often, Daily))
        {
            await before.StartAsync();
            Assert.True(await before.Scheduler.PauseAsync("often", CancellationToken.None));
            await before.StopAsync();
        }

        var counter = new Counter();
        await using var after = new Workshop(database, counter, TimeProvider.System, Often, Daily);
        await after.StartAsync();
        Assert.True((await after.RowsAsync())[0].Plan!.IsPaused);
        Assert.Empty(counter.Asked);

        Assert.True(await after.Scheduler.ResumeAsync("often", CancellationToken.None));
        await UntilAsync(() => counter.Asked.Count > 0);
        await after.StopAsync();
    }

    [Theory]
    [OnSqlite]
    public async Task A_restart_follows_what_changed_in_the_schedule(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using (var before = new Workshop(database, new Counter(), TimeProvider.System, Often, Daily))
        {
            await before.StartAsync();
            await before.StopAsync();
        }

        var later = Job.Daily<Counter>("daily", new TimeOnly(0, 40), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");
        var idle = new Counter();
        await using var after = new Workshop(database, idle, TimeProvider.System, later);
        await after.StartAsync();
        var plan = Assert.Single(await after.Scheduler.PlansAsync(CancellationToken.None));
        await after.StopAsync();

        Assert.Equal(new TimeOnly(0, 40), TimeOnly.FromDateTime(plan.Value.NextAt!.Value));
        Assert.Empty(idle.Asked);
    }

    [Theory]
    [OnPostgres]
    public async Task Two_nodes_share_one_schedule(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var (here, there) = (new Counter(), new Counter());
        await using var one = new Workshop(database, here, TimeProvider.System, Often);
        await using var two = new Workshop(database, there, TimeProvider.System, Often);
        await one.StartAsync();
        await two.StartAsync();
        await UntilAsync(() => here.Asked.Count + there.Asked.Count >= 10);
        await one.StopAsync();
        var before = there.Asked.Count;
        await UntilAsync(() => there.Asked.Count > before);
        var run = Assert.Single(await two.RowsAsync()).Latest!;
        await two.StopAsync();

        Assert.InRange(run.Runs, 10, here.Asked.Count + there.Asked.Count);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "It did not come to pass within 30 seconds.");
            await Task.Delay(20);
        }
    }
}
