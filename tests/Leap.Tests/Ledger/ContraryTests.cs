using Leap.Awards;
using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Sales;
using Leap.Tests.Corrections;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>What would make a rule false: clocks that disagree, a job that is late, one that comes between.</summary>
public sealed class ContraryTests
{
    private const long Anna = 7;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L2_the_same_key_with_another_last_day_is_refused(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 100, "course/1", until: "2026-12-31");

        var alone = await Assert.ThrowsAsync<LedgerException>(() => books.EarnAsync(Anna, 100, "course/1", until: "2027-12-31"));
        var among = await Assert.ThrowsAsync<LedgerException>(() => books.PostAllAsync(
            [Earned(books, "course/2", 5, "2026-12-31"), Earned(books, "course/1", 100, "2027-12-31")]));

        Assert.Equal((Journal.Refusal.KeyUsedOtherwise, Journal.Refusal.KeyUsedOtherwise), (alone.Refusal, among.Refusal));
        Assert.Equal([("2026-12-31", 100L)], await books.OpenLotsAsync(Anna));
        Assert.True((await books.EarnAsync(Anna, 100, "course/1", until: "2026-12-31")).WasThere);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L2_an_entry_from_before_last_days_were_kept_is_found_by_its_key(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var first = await books.EarnAsync(Anna, 100, "course/1", until: "2026-12-31");
        await books.TamperAsync("UPDATE entries SET expires_on = NULL");

        Assert.Equal(first with { WasThere = true }, await books.EarnAsync(Anna, 100, "course/1", until: "2026-12-31"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L7_a_lot_that_expired_takes_nothing_back_even_where_a_clock_is_behind(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-01");
        await books.EarnAsync(Anna, 100, "course/1", until: "2026-03-31");
        await books.SpendAsync(Anna, 90, "reward/1");
        await books.ExpireAsync("2026-04-01");

        books.MoveTo("2026-03-31");
        await books.CancelAsync("reward/1");

        Assert.Equal([("2026-04-30", 90L)], await books.OpenLotsAsync(Anna));
        Assert.Equal(1, await books.ExpireAsync("2026-05-01"));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L7_a_reversal_between_midnight_and_the_expiry_comes_to_what_it_would_after_it(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-01");
        var earned = await books.EarnAsync(Anna, 100, "course/1", until: "2026-03-31");
        await books.EarnAsync(Anna, 30, "course/2", until: "2026-06-30");

        books.MoveTo("2026-04-01");
        await books.ReverseAsync(earned.EntryId);
        await books.ExpireAsync("2026-04-01");

        var balance = await books.BalanceAsync(Anna);
        Assert.Equal((0L, 70L), (balance.Available, balance.Debt));
        Assert.Equal(100, (await books.VerifyAsync()).Totals[AccountKind.Expired]);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L7_units_that_come_back_before_a_late_expiry_come_to_what_they_would_after_it(Engine engine)
    {
        var states = new List<(long Available, long Debt, long Reversed, int Returned)>();
        foreach (var isLate in (bool[])[false, true])
        {
            await using var stage = await Stage.SetAsync(engine);
            await using var db = stage.OpenDb();
            var award = await db.Awards.AsNoTracking()
                .Where(a => a.SaleLineId != null && a.ArrivalEntryId != null && a.ReversedPoints == 0 && a.Points > 0)
                .OrderBy(a => a.Id)
                .FirstAsync();
            stage.MoveTo("2030-01-01");
            if (!isLate)
            {
                await ExpireAsync(stage);
            }

            await stage.RunAsync<ReturnUnits, Outcome<long, ReturnUnits.Refusal>>(
                r => r.RunAsync(award.SaleLineId!.Value, 1, personId: null, CancellationToken.None));
            await ExpireAsync(stage);

            var balance = await stage.BalanceAsync(award.PersonId);
            var reversed = await db.Awards.Where(a => a.Id == award.Id).Select(a => a.ReversedPoints).SingleAsync();
            var returned = await db.SaleLines.Where(l => l.Id == award.SaleLineId).Select(l => l.ReturnedQuantity).SingleAsync();
            states.Add((balance.Available, balance.Debt, reversed, returned));
            await stage.AssertTheBooksBalanceAsync();
        }

        Assert.Equal(states[0], states[1]);
        Assert.True(states[1] is { Debt: > 0, Reversed: > 0, Returned: 1 }, states[1].ToString());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L7_points_that_are_over_can_not_be_taken_by_hand_before_the_expiry_runs(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        desk.Stage.MoveTo("2027-04-01");

        Assert.Equal(ProposeManualEntry.Refusal.NotEnoughPoints, (await desk.ProposeAsync(desk.Gift(-100))).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_a_correction_that_names_the_redemption_gives_none_of_its_lots_away(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 100, "course/1", until: "2026-06-30");
        await books.EarnAsync(Anna, 50, "course/2", until: "2026-12-31");
        var spent = await books.SpendAsync(Anna, 100, "reward/1");
        await books.PostAsync(new NewEntry(
            "manual/1/booked", EntryKind.Corrected, books.Today, "", [new(AccountRef.Issued, 50), new(AccountRef.Available(Anna), -50)])
        {
            CorrectsId = spent.Value.EntryId,
        });

        await books.CancelAsync("reward/1");

        Assert.Equal([("2026-06-30", 100L)], await books.OpenLotsAsync(Anna));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnPostgres]
    public async Task L9_points_that_arrive_while_a_return_makes_a_debt_repay_it(Engine engine)
    {
        foreach (var kind in (EntryKind[])[EntryKind.Earned, EntryKind.Released])
        {
            await using var books = await Books.OpenAsync(engine);
            await using var node = books.OpenNode();
            await books.EarnAsync(Anna, 70, "sale/1");
            await books.SpendAsync(Anna, 60, "reward/1");
            await books.PostAsync(new NewEntry(
                "reserved", EntryKind.Reserved, books.Today, "", [new(AccountRef.Issued, -100), new(AccountRef.Pending(Anna), 100)]));
            var (posted, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
            var returning = books.PostSlowlyAsync(
                new NewEntry(
                    "award/1/returned/1", EntryKind.Reversed, books.Today, "",
                    [new(AccountRef.Available(Anna), -10), new(AccountRef.Debt(Anna), -60), new(AccountRef.Issued, 70)]),
                posted,
                goOn.Task);
            await posted.Task;

            var source = kind == EntryKind.Earned ? AccountRef.Issued : AccountRef.Pending(Anna);
            var arriving = Task.Run(() => node.PostAsync(
                new NewEntry("arrival", kind, books.Today, "", [new(source, -100), new(AccountRef.Available(Anna), 100)])
                {
                    ExpiresOn = Books.On("2027-03-31"),
                }));
            await UntilItWaitsAsync(books, arriving);
            goOn.SetResult();
            await returning;
            await arriving;

            var balance = await books.BalanceAsync(Anna);
            Assert.Equal((kind, 50L, 10L), (kind, balance.Available, balance.Debt));
            Assert.Null((await books.VerifyAsync()).Difference);
        }
    }

    [Theory]
    [OnPostgres]
    public async Task L2_a_key_that_another_takes_at_the_same_moment_is_refused_by_its_name(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await using var node = books.OpenNode();
        await books.EarnAsync(Anna, 100, "course/1");
        await books.EarnAsync(8, 100, "course/2");
        var (posted, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = books.PostSlowlyAsync(
            new NewEntry(
                "reward/1", EntryKind.Redeemed, books.Today, "", [new(AccountRef.Available(8), -40), new(AccountRef.Redeemed, 40)]),
            posted,
            goOn.Task);
        await posted.Task;

        var second = Task.Run(() => node.SpendAsync(Anna, 40, "reward/1"));
        await UntilItWaitsAsync(books, second);
        goOn.SetResult();
        await first;

        Assert.Equal(SpendPoints.Refusal.KeyUsedOtherwise, (await second).Refusal);
        Assert.Equal(100, (await books.BalanceAsync(Anna)).Available);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L4_balances_can_be_rebuilt_while_eight_post(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await using var node = books.OpenNode();
        var posting = Task.WhenAll(Enumerable.Range(1, 8).Select(person => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                await books.EarnAsync(person, 10, $"course/{person}/{n}");
                await books.SpendAsync(person, 7, $"reward/{person}/{n}");
            }
        })));

        while (!posting.IsCompleted)
        {
            Assert.Empty(await node.RebuildAsync());
        }

        await posting;
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    public async Task L1_a_row_can_not_be_replaced_either(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1");
        await using var db = books.OpenDb();
        string[] statements =
        [
            "REPLACE INTO postings (entry_id, line, account_id, points) VALUES (1, 2, 131, 500)",
            "UPDATE OR REPLACE postings SET account_id = 131 WHERE line = 2",
        ];

        foreach (var statement in statements)
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(statement));
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Any_day_can_be_asked_for(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1");

        Assert.Equal(0, (await books.VerifyAsync("0001-01-01")).Entries);
        Assert.Equal(1, (await books.VerifyAsync("9999-12-31")).Entries);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_way_of_posting_comes_to_the_same(Engine engine)
    {
        var states = new List<string>();
        foreach (var way in (string[])["one", "alone", "many"])
        {
            await using var books = await Books.OpenAsync(engine);
            var entries = Shapes(books);
            if (way == "many")
            {
                await books.PostAllAsync(entries);
            }
            else
            {
                foreach (var entry in entries)
                {
                    await (way == "one" ? books.PostAsync(entry) : PostAloneAsync(books, entry));
                }
            }

            await books.SealAsync();
            var report = await books.VerifyAsync();
            Assert.Null(report.Difference);
            await using var db = books.OpenDb();
            var accounts = await db.Accounts.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.Kind} {a.OwnerId} {a.Points}").ToListAsync();
            var lots = await db.Lots.OrderBy(l => l.Id)
                .Select(l => $"{l.AccountId} {l.OpenedOn} {l.ExpiresOn} {l.Points} {l.Remaining}").ToListAsync();
            states.Add($"{report.Head}\n{string.Join('\n', accounts)}\n{string.Join('\n', lots)}");
        }

        Assert.Equal(states[0], states[1]);
        Assert.Equal(states[0], states[2]);
    }

    private static Task<int> ExpireAsync(Stage stage) =>
        stage.RunAsync<ExpireLots, int>(e => e.RunAsync(Stage.On("2030-01-01"), CancellationToken.None));

    private static List<NewEntry> Shapes(Books books) =>
    [
        Earned(books, "course/1", 100, "2026-12-31"),
        new("promotion/3/funded", EntryKind.Funded, books.Today, "", [new(AccountRef.Issued, -90), new(AccountRef.Budget(3), 90)]),
        new("sale/1", EntryKind.Reserved, Books.On("2026-02-20"), "a", [new(AccountRef.Issued, -7), new(AccountRef.Pending(Anna), 7)]),
        new(
            "sale/2/reserved", EntryKind.Reserved, books.Today, "b", [new(AccountRef.Budget(3), -40), new(AccountRef.Pending(Anna), 40)]),
        new("reward/1", EntryKind.Redeemed, books.Today, "c", [new(AccountRef.Available(Anna), -60), new(AccountRef.Redeemed, 60)]),
        new(
            "sale/3/returned", EntryKind.Reversed, books.Today, "d",
            [new(AccountRef.Available(Anna), -40), new(AccountRef.Debt(Anna), -11), new(AccountRef.Budget(3), 51)]),
        new(
            "sale/2/approved", EntryKind.Released, books.Today, "e",
            [new(AccountRef.Pending(Anna), -40), new(AccountRef.Available(Anna), 40)]) { ExpiresOn = Books.On("2027-01-31") },
        Earned(books, "course/2", 3, "2027-02-28"),
        Earned(books, "course/2", 3, "2027-02-28"),
        new("manual/1/booked", EntryKind.Corrected, books.Today, "f", [new(AccountRef.Issued, 9), new(AccountRef.Available(Anna), -9)]),
    ];

    private static NewEntry Earned(Books books, string key, long points, string until) =>
        new(key, EntryKind.Earned, books.Today, "", [new(AccountRef.Issued, -points), new(AccountRef.Available(Anna), points)])
        {
            ExpiresOn = Books.On(until),
        };

    private static Task<Posted> PostAloneAsync(Books books, NewEntry entry) => books.UseAsync(async scope =>
        (await ((Journal)scope.GetService(typeof(Journal))!).PostAloneAsync([entry], CancellationToken.None))[0]);

    /// <summary>Until one waits for a lock, or has gone on without.</summary>
    private static async Task UntilItWaitsAsync(Books books, Task one)
    {
        await using var db = books.OpenDb();
        while (!one.IsCompleted && await db.Database.SqlQuery<int>(
            $"""
            SELECT COUNT(*)::int AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """).SingleAsync() == 0)
        {
            await Task.Delay(10);
        }
    }
}
