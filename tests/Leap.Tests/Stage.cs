using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Settings;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leap.Tests;

/// <summary><see cref="Story"/> on a database of its own, on Thursday 12 November 2026, with a clock that tests set.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly FixedClock clock;
    private readonly ServiceProvider services;

    private Stage(TestDatabase database, FixedClock clock, ILoggerProvider? log, ProgrammeSettings? programme)
    {
        this.database = database;
        this.clock = clock;
        services = new ServiceCollection()
            .AddLogging(logging =>
            {
                if (log is not null)
                {
                    logging.AddProvider(log);
                }
            })
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddSingleton(_ => Languages.Load())
            .AddLeap(programme is null ? database.Settings : database.Settings with { Programme = programme })
            .PostConfigure<PasswordHasherOptions>(o => o.IterationCount = 1_000)
            .BuildServiceProvider();
    }

    /// <summary>Files beside the database: mails and what else the data folder holds.</summary>
    public string Folder => database.Folder;

    public static async Task<Stage> SetAsync(Engine engine, ILoggerProvider? log = null, ProgrammeSettings? programme = null)
    {
        var stage = new Stage(await engine.CreateAsync(), new FixedClock(Noon("2026-11-12")), log, programme);
        await stage.UseAsync(async scope =>
        {
            await Story.TellAsync(scope);
            return 0;
        });
        return stage;
    }

    public static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void MoveTo(string day) => clock.MoveTo(Noon(day));

    public void Advance(TimeSpan by) => clock.Advance(by);

    public LeapDb OpenDb() => database.Open();

    /// <summary>Uses services of one scope, as a request does.</summary>
    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public Task<T> RunAsync<TOperation, T>(Func<TOperation, Task<T>> run)
        where TOperation : notnull => UseAsync(scope => run(scope.GetRequiredService<TOperation>()));

    public async Task<long> PersonAsync(string name)
    {
        await using var db = OpenDb();
        return await db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync();
    }

    public Task<Balances.PersonBalance> BalanceAsync(long personId) =>
        RunAsync<Balances, Balances.PersonBalance>(balances => balances.OfPersonAsync(personId, CancellationToken.None));

    public async Task<List<string>> MailKeysAsync(string kind)
    {
        await using var db = OpenDb();
        return await db.Messages.Where(m => m.Kind == kind).OrderBy(m => m.Id).Select(m => m.Key).ToListAsync();
    }

    public async Task AssertTheBooksBalanceAsync()
    {
        var report = await RunAsync<VerifyBooks, VerifyLedger.Report>(
            verify => verify.RunAsync(asOf: null, onProgress: null, CancellationToken.None));
        Assert.Null(report.Difference);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    private static DateTimeOffset Noon(string day) => DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture);
}
