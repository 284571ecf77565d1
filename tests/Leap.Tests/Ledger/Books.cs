using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Ledger;

/// <summary>A ledger on a database of its own with a clock that tests set.</summary>
public sealed class Books : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private Books(TestDatabase database, FixedClock clock)
    {
        this.database = database;
        Clock = clock;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddLeap(database.Settings)
            .BuildServiceProvider();
    }

    public FixedClock Clock { get; }

    public static async Task<Books> OpenAsync(Engine engine, string day = "2026-03-01") =>
        new(await engine.CreateAsync(), new FixedClock(NoonOf(day)));

    public static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public LeapDb OpenDb() => database.Open();

    public void MoveTo(string day) => Clock.MoveTo(NoonOf(day));

    /// <summary>Uses services of one scope, as a request does.</summary>
    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public Task<Posted> PostAsync(NewEntry entry) => UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var posted = await scope.GetRequiredService<Journal>().PostAsync([entry], CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return posted[0];
    });

    /// <summary>Points that arrive at once and can be spent until the day.</summary>
    public Task<Posted> EarnAsync(long personId, long points, string key, string until = "2027-03-31") => PostAsync(
        new NewEntry(key, EntryKind.Earned, Today, "", [new(AccountRef.Issued, -points), new(AccountRef.Available(personId), points)])
        {
            ExpiresOn = On(until),
        });

    public Task<Outcome<Posted, SpendPoints.Refusal>> SpendAsync(long personId, long points, string key) =>
        UseAsync(scope => scope.GetRequiredService<SpendPoints>().RunAsync(personId, points, key, "", CancellationToken.None));

    /// <summary>Runs the expiry on that day.</summary>
    public Task<int> ExpireAsync(string asOf)
    {
        MoveTo(asOf);
        return UseAsync(scope => scope.GetRequiredService<ExpireLots>().RunAsync(On(asOf), CancellationToken.None));
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
        await database.DisposeAsync();
    }
}
