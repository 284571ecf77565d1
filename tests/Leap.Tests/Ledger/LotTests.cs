using Leap.Ledger;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Ledger;

public sealed class LotTests
{
    private const long Anna = 7;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Five_hundred_for_March_and_a_thousand_for_June_less_seven_hundred_expire_as_0_and_800(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-01-10");
        await books.EarnAsync(Anna, 1000, "course/2", until: "2026-06-30");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");
        await books.SpendAsync(Anna, 700, "reward/1");

        Assert.Equal(0, await books.ExpireAsync("2026-04-01"));
        Assert.Equal(800, (await books.BalanceAsync(Anna)).Available);
        Assert.Equal(1, await books.ExpireAsync("2026-07-01"));
        Assert.Equal(0, (await books.BalanceAsync(Anna)).Available);
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_can_be_spent_on_their_last_day_and_expire_after_it(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-31");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");

        Assert.Equal(0, await books.ExpireAsync("2026-03-31"));
        Assert.Equal(1, await books.ExpireAsync("2026-04-01"));
        Assert.Equal(0, await books.ExpireAsync("2026-04-01"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Each_lot_expires_by_the_entry_that_names_it_whichever_would_be_spent_first(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-10");
        await books.EarnAsync(Anna, 70, "course/1", until: "2026-03-31");
        books.MoveTo("2026-03-05");
        await books.EarnAsync(Anna, 30, "course/2", until: "2026-03-31");

        await books.ExpireAsync("2026-04-01");

        await using var db = books.OpenDb();
        var expired = await db.Entries.Where(e => e.Kind == EntryKind.Expired)
            .Join(db.Allocations, e => e.Id, a => a.EntryId, (e, a) => new { e.Key, a.LotId, a.Points })
            .ToListAsync();
        Assert.Equal([70L, 30L], expired.OrderBy(e => e.LotId).Select(e => e.Points));
        Assert.All(expired, e => Assert.Equal(FormattableString.Invariant($"lot/{e.LotId}/expired"), e.Key));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Asked_for_a_day_to_come_no_lot_expires_before_its_time(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-31");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");

        Assert.Equal(0, await books.UseAsync(
            scope => scope.GetRequiredService<ExpireLots>().RunAsync(Books.On("2027-01-01"), CancellationToken.None)));
        Assert.Equal(500, (await books.BalanceAsync(Anna)).Available);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_expiry_that_is_late_gives_nobody_more_time_and_on_the_last_day_there_is_time(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-31");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");

        Assert.Null((await books.SpendAsync(Anna, 100, "reward/1")).Refusal);
        books.MoveTo("2026-04-01");
        Assert.Equal(SpendPoints.Refusal.NotEnoughPoints, (await books.SpendAsync(Anna, 100, "reward/2")).Refusal);
        Assert.Equal(SpendPoints.Refusal.NotEnoughPoints, (await books.HoldAsync(Anna, 100, "order/1")).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_expire_on_their_last_day_or_where_that_is_closed_on_the_first_day_that_is_open(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-01");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-05");
        await books.EarnAsync(Anna, 300, "course/2", until: "2026-03-31");
        books.MoveTo("2026-03-15");
        await books.CloseAsync("2026-03-10");

        await books.ExpireAsync("2026-04-02");

        await using var db = books.OpenDb();
        var days = await db.Entries.Where(e => e.Kind == EntryKind.Expired).OrderBy(e => e.Id).Select(e => e.EffectiveOn).ToListAsync();
        Assert.Equal([Books.On("2026-03-11"), Books.On("2026-03-31")], days);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Reading_a_balance_expires_nothing(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-31");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");
        books.MoveTo("2026-09-01");

        Assert.Equal(500, (await books.BalanceAsync(Anna)).Available);
        Assert.Equal(1, (await books.VerifyAsync()).Entries);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_spent_point_can_be_traced_to_what_earned_it(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var course = await books.EarnAsync(Anna, 500, "course/1", until: "2026-06-30");
        var sale = await books.EarnAsync(Anna, 300, "sale/1", until: "2026-12-31");

        var spent = await books.SpendAsync(Anna, 600, "reward/1");

        await using var db = books.OpenDb();
        var lots = db.Lots;
        var trace = await db.Allocations
            .Where(a => a.EntryId == spent.Value.EntryId)
            .Join(lots, a => a.LotId, l => l.Id, (a, l) => new { l.EntryId, a.Points })
            .OrderBy(t => t.EntryId)
            .ToListAsync();
        Assert.Equal([(course.EntryId, 500L), (sale.EntryId, 100L)], trace.Select(t => (t.EntryId, t.Points)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_fifty_redemptions_of_a_full_balance_one_succeeds_and_49_get_a_clear_refusal(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1");

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => Task.Run(() => books.SpendAsync(Anna, 500, $"reward/{i}"))));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.Equal(49, outcomes.Count(o => o.Refusal == SpendPoints.Refusal.NotEnoughPoints));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_expiry_runs_at_once_expire_each_lot_once(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-01-10");
        for (var i = 0; i < 40; i++)
        {
            await books.EarnAsync(i + 1, 100, $"course/{i}", until: "2026-01-31");
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => books.ExpireAsync("2026-02-01"))));

        Assert.Equal(40, counts.Sum());
        Assert.Null((await books.VerifyAsync()).Difference);
    }
}
