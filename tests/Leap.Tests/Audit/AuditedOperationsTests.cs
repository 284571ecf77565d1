using Leap.Audit;
using Leap.Data;
using Leap.Jobs;
using Leap.Ledger;
using Leap.Mail;
using Leap.Tests.Commands;
using Leap.Tests.Engines;
using Leap.Tests.Jobs;
using Leap.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Audit;

/// <summary>What people do to the machinery is on record too: mails, jobs, imports, the ledger as a whole.</summary>
public sealed class AuditedOperationsTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_mail_that_is_retried_tells_when_it_was_given_up(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        office.Transport.Answer = _ => new Delivery(TryResult.Failed, "550 no such mailbox");
        await office.RelayAsync();
        var failed = await office.MessageAsync("letter/1");
        await using var db = office.Open();

        await office.RetryMessage(db).RunAsync(failed.Id, personId: 11, CancellationToken.None);
        await office.RetryMessage(db).RunAsync(failed.Id, personId: 11, CancellationToken.None);

        var line = Assert.Single(await db.AuditAsync(AuditAction.MessageRetried));
        Assert.StartsWith($$"""11 MessageRetried Message/{{failed.Id}} {{failed.Kind}}: {"FailedAt":"20""", line, StringComparison.Ordinal);
        Assert.Contains("\"Tries\":1} > {\"DueAt\":\"20", line, StringComparison.Ordinal);
        Assert.EndsWith("\"Tries\":0}; ", line, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Jobs_that_are_started_paused_and_resumed_are_on_record_once_each(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var daily = Job.Daily<Counter>("daily", new TimeOnly(0, 20), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");
        await using var workshop = new Workshop(database, new Counter(), TimeProvider.System, daily);
        Assert.Equal(RunJobNow.Refusal.SchedulerStopped, await workshop.RunNowAsync("daily"));
        Assert.Equal(RunJobNow.Refusal.SchedulerStopped, await workshop.PauseAsync("daily", isPaused: true));
        await workshop.StartAsync();

        await workshop.RunNowAsync("daily");
        foreach (var isPaused in (bool[])[false, true, true, false])
        {
            Assert.Null(await workshop.PauseAsync("daily", isPaused));
        }

        Assert.Equal(RunJobNow.Refusal.NotFound, await workshop.PauseAsync("hourly", isPaused: true));
        await workshop.StopAsync();
        await using var db = database.Open();
        Assert.Equal(
            [
                "1 JobStarted Job/daily : - > -; ",
                """1 JobPaused Job/daily : {"Paused":false} > {"Paused":true}; """,
                """1 JobResumed Job/daily : {"Paused":true} > {"Paused":false}; """,
            ],
            await db.AuditAsync(AuditAction.JobStarted, AuditAction.JobPaused, AuditAction.JobResumed));
    }

    [Fact]
    public async Task A_file_that_is_imported_is_one_record_and_a_dry_run_none()
    {
        await using var terminal = new Terminal();
        var file = terminal.Write("countries.csv", "code,region,currency,language", "DE,europe,EUR,de", "=Q,europe,EUR,de");

        await terminal.RunAsync("import", "countries", file, "--dry-run");
        await terminal.RunAsync("import", "countries", file);
        await terminal.RunAsync("import", "firms", file);

        var after = """{"Rows":2,"Added":1,"Changed":0,"Unchanged":0,"Refused":1}""";
        Assert.Equal(
            [$" FileImported Import/countries : - > {after}; "],
            await terminal.Get<LeapDb>().AuditAsync(AuditAction.FileImported));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_ledger_that_is_loaded_or_rebuilt_is_on_record(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        using var file = new StringWriter();
        var entries = await stage.RunAsync<ExportLedger, long>(e => e.RunAsync(file, onProgress: null, CancellationToken.None));
        await using var database = await engine.CreateAsync();
        await using var services = new ServiceCollection().AddLogging().AddLeap(database.Settings).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        using var read = new StringReader(file.ToString());

        await scope.ServiceProvider.GetRequiredService<LoadLedger>().RunAsync(read, onProgress: null, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<RebuildBalances>().RunAsync(CancellationToken.None);

        await using var db = database.Open();
        Assert.Equal(
            [
                $$""" LedgerLoaded Ledger/entries : - > {"Entries":{{entries}}}; """,
                """ BalancesRebuilt Ledger/balances : - > {"Differences":0}; """,
            ],
            await db.AuditAsync(AuditAction.LedgerLoaded, AuditAction.BalancesRebuilt));
    }
}
