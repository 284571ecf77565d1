using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Ledger;

/// <summary>A ledger on a database of its own with a clock that tests set.</summary>
public sealed class Books : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private readonly bool isNode;

    private Books(TestDatabase database, FixedClock clock, bool isNode = false, Func<LeapSettings, LeapSettings>? set = null)
    {
        this.database = database;
        this.isNode = isNode;
        Clock = clock;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddLeap(set is null ? database.Settings : set(database.Settings))
            .BuildServiceProvider();
    }

    public FixedClock Clock { get; }

    public static async Task<Books> OpenAsync(Engine engine, string day = "2026-03-01") =>
        new(await engine.CreateAsync(), new FixedClock(NoonOf(day)));

    /// <summary>Books of a programme with rules of its own.</summary>
    public static async Task<Books> OpenAsync(Engine engine, Func<LeapSettings, LeapSettings> set) =>
        new(await engine.CreateAsync(), new FixedClock(NoonOf("2026-03-01")), set: set);

    /// <summary>Books over a database that someone else removes.</summary>
    public static Books Over(TestDatabase database, string day) => new(database, new FixedClock(NoonOf(day)), isNode: true);

    /// <summary>The same books and the same clock from another node.</summary>
    public Books OpenNode() => new(database, Clock, isNode: true);

    public static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public LeapDb OpenDb() => database.Open();

    public void MoveTo(string day) => Clock.MoveTo(NoonOf(day));

    /// <summary>Uses services of one scope, as a request does.</summary>
    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public async Task<Posted> PostAsync(NewEntry entry) => (await PostAllAsync([entry]))[0];

    public Task<IReadOnlyList<Posted>> PostAllAsync(IReadOnlyList<NewEntry> entries) => UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var posted = await scope.GetRequiredService<Journal>().PostAsync(entries, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return posted;
    });

    /// <summary>Posts, says so, and commits when it is told to go on; or throws what it is told to go on with.</summary>
    public Task PostSlowlyAsync(NewEntry entry, TaskCompletionSource posted, Task goOn) => PostSlowlyAsync([entry], posted, goOn);

    public Task PostSlowlyAsync(IReadOnlyList<NewEntry> entries, TaskCompletionSource posted, Task goOn) => UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await scope.GetRequiredService<Journal>().PostAsync(entries, CancellationToken.None);
        posted.SetResult();
        await goOn;
        await write.CommitAsync(CancellationToken.None);
        return 0;
    });

    /// <summary>Points that arrive at once and can be spent until the day.</summary>
    public Task<Posted> EarnAsync(long personId, long points, string key, string until = "2027-03-31") => PostAsync(
        new NewEntry(key, EntryKind.Earned, Today, "", [new(AccountRef.Issued, -points), new(AccountRef.Available(personId), points)])
        {
            ExpiresOn = On(until),
        });

    public Task<Outcome<Posted, SpendPoints.Refusal>> SpendAsync(long personId, long points, string key, string cause = "") =>
        UseAsync(scope => scope.GetRequiredService<SpendPoints>().RunAsync(personId, points, key, cause, CancellationToken.None));

    /// <summary>Runs the expiry on that day.</summary>
    public Task<int> ExpireAsync(string asOf)
    {
        MoveTo(asOf);
        return UseAsync(scope => scope.GetRequiredService<ExpireLots>().RunAsync(On(asOf), CancellationToken.None));
    }

    public Task<Outcome<Posted, SpendPoints.Refusal>> HoldAsync(long personId, long points, string key) =>
        UseAsync(scope => scope.GetRequiredService<HoldPoints>().RunAsync(personId, points, key, "", CancellationToken.None));

    public Task<Outcome<Posted, SettleHold.Refusal>> SettleAsync(string holdKey, long spentPoints) =>
        UseAsync(scope => scope.GetRequiredService<SettleHold>().RunAsync(holdKey, spentPoints, CancellationToken.None));

    public Task<Outcome<Posted, CancelRedemption.Refusal>> CancelAsync(string key) =>
        UseAsync(scope => scope.GetRequiredService<CancelRedemption>().RunAsync(key, CancellationToken.None));

    public Task<Outcome<Posted, ReverseEntry.Refusal>> ReverseAsync(long entryId) =>
        UseAsync(scope => scope.GetRequiredService<ReverseEntry>().RunAsync(entryId, "", CancellationToken.None));

    public Task<Outcome<Closing, CloseBooks.Refusal>> CloseAsync(string untilOn) =>
        UseAsync(scope => scope.GetRequiredService<CloseBooks>().RunAsync(On(untilOn), 1, CancellationToken.None));

    public Task<IReadOnlyList<RebuildBalances.Difference>> RebuildAsync() =>
        UseAsync(scope => scope.GetRequiredService<RebuildBalances>().RunAsync(CancellationToken.None));

    public Task<string> ExportAsync() => UseAsync(async scope =>
    {
        await using var file = new StringWriter(CultureInfo.InvariantCulture);
        await scope.GetRequiredService<ExportLedger>().RunAsync(file, null, CancellationToken.None);
        return file.ToString();
    });

    public Task<Outcome<long, LoadLedger.Refusal>> LoadAsync(string file) =>
        UseAsync(scope => scope.GetRequiredService<LoadLedger>().RunAsync(new StringReader(file), null, CancellationToken.None));

    /// <summary>A person's open lots in the order in which they are spent.</summary>
    public async Task<List<(string ExpiresOn, long Remaining)>> OpenLotsAsync(long personId)
    {
        await using var db = OpenDb();
        var account = AccountRef.Available(personId).Id;
        var lots = await db.Lots.Where(l => l.AccountId == account && l.Remaining > 0)
            .OrderBy(l => l.ExpiresOn).ThenBy(l => l.OpenedOn).ThenBy(l => l.Id).ToListAsync();
        return lots.ConvertAll(l => (l.ExpiresOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), l.Remaining));
    }

    /// <summary>How many rows the ledger's tables hold, and the sums of what is stored: what a refusal may not change.</summary>
    public async Task<string> CountAsync()
    {
        await using var db = OpenDb();
        long?[] counts =
        [
            await db.Entries.CountAsync(), await db.Postings.CountAsync(), await db.Lots.CountAsync(), await db.Allocations.CountAsync(),
            await db.Accounts.CountAsync(), await db.Accounts.SumAsync(a => a.Points), await db.Lots.SumAsync(l => l.Remaining),
        ];
        return string.Join(' ', counts);
    }

    /// <summary>Changes rows by hand, as someone with the database's password could.</summary>
    public async Task TamperAsync(string statements)
    {
        await using var db = OpenDb();
        await Tampering.RunAsync(db, statements);
    }

    public Task<Balances.PersonBalance> BalanceAsync(long personId) =>
        UseAsync(scope => scope.GetRequiredService<Balances>().OfPersonAsync(personId, CancellationToken.None));

    /// <summary>Links what is new to the chain, as the job does.</summary>
    public Task<int> SealAsync() => UseAsync(scope => scope.GetRequiredService<SealEntries>().RunAsync(CancellationToken.None));

    public Task<VerifyLedger.Report> VerifyAsync(string? asOf = null) => UseAsync(
        scope => scope.GetRequiredService<VerifyLedger>().RunAsync(asOf is null ? null : On(asOf), null, CancellationToken.None));

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private static DateTimeOffset NoonOf(string day) => DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!isNode)
        {
            await database.DisposeAsync();
        }
    }
}
