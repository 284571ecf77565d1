using Leap.Corrections;
using Leap.Ledger;
using Leap.Promotions;
using Leap.Tests.Corrections;
using Leap.Tests.Engines;

namespace Leap.Tests.Ledger;

/// <summary>Lots, reversals, debts, holds and rounding (L6 to L10, L14), each by numbers that can be checked by hand.</summary>
public sealed class WorkedExampleTests
{
    private const long Anna = 7;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L7_500_expire_in_March_and_1000_in_June_and_700_are_spent_so_March_expires_0_and_June_800(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-01-10");
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");
        await books.EarnAsync(Anna, 1000, "course/2", until: "2026-06-30");
        await books.SpendAsync(Anna, 700, "reward/1");

        Assert.Equal([("2026-06-30", 800L)], await books.OpenLotsAsync(Anna));
        Assert.Equal(0, await books.ExpireAsync("2026-04-01"));
        Assert.Equal(800, (await books.BalanceAsync(Anna)).Available);
        Assert.Equal(1, await books.ExpireAsync("2026-07-01"));
        Assert.Equal(0, (await books.BalanceAsync(Anna)).Available);
        Assert.Equal(800, (await books.VerifyAsync()).Totals[AccountKind.Expired]);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L6_what_expires_first_is_spent_first_then_the_oldest_then_the_lowest_id(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-10");
        var late = await books.EarnAsync(Anna, 10, "last-to-expire", until: "2026-12-31");
        var young = await books.EarnAsync(Anna, 10, "young", until: "2026-06-30");
        var twin = await books.EarnAsync(Anna, 10, "twin-of-young", until: "2026-06-30");
        var old = await EarnOnAsync(books, "2026-02-01", "old");
        var first = await books.EarnAsync(Anna, 10, "first-to-expire", until: "2026-04-30");

        var order = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            var spent = await books.SpendAsync(Anna, 10, $"reward/{i}");
            order.Add(await ArrivalOfAsync(books, spent.Value.EntryId));
        }

        Assert.Equal([first.EntryId, old.EntryId, young.EntryId, twin.EntryId, late.EntryId], order);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L8_returning_what_brought_20_of_70_points_takes_20_out_of_that_lot(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 30, "course/1", until: "2026-06-30");
        var sale = await books.EarnAsync(Anna, 70, "sale/1", until: "2026-12-31");

        await books.PostAsync(new NewEntry(
            "award/1/returned/1", EntryKind.Reversed, books.Today, "", [new(AccountRef.Available(Anna), -20), new(AccountRef.Issued, 20)])
        {
            CorrectsId = sale.EntryId,
            PreferredLotEntryId = sale.EntryId,
        });

        Assert.Equal([("2026-06-30", 30L), ("2026-12-31", 50L)], await books.OpenLotsAsync(Anna));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L9_taking_back_70_of_which_60_are_spent_leaves_a_debt_of_60_that_half_of_new_points_repays(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var sale = await books.EarnAsync(Anna, 70, "sale/1");
        await books.SpendAsync(Anna, 60, "reward/1");

        await books.ReverseAsync(sale.EntryId);
        Assert.Equal((0, 60), await AvailableAndDebtAsync(books));
        await books.EarnAsync(Anna, 100, "course/1");
        Assert.Equal((50, 10), await AvailableAndDebtAsync(books));
        Assert.Equal(SpendPoints.Refusal.InDebt, (await books.SpendAsync(Anna, 1, "reward/2")).Refusal);
        Assert.Equal(SpendPoints.Refusal.InDebt, (await books.HoldAsync(Anna, 1, "reward/3")).Refusal);
        await books.EarnAsync(Anna, 100, "course/2");
        Assert.Equal((140, 0), await AvailableAndDebtAsync(books));
        Assert.Null((await books.SpendAsync(Anna, 140, "reward/4")).Refusal);
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L9_where_30_percent_repay_99_new_points_repay_29_of_the_debt_out_of_their_own_lot_and_one_point_repays_itself(
        Engine engine)
    {
        await using var books = await Books.OpenAsync(
            engine, s => s with { Ledger = s.Ledger with { DebtRepaymentPercent = 30 } });
        var sale = await books.EarnAsync(Anna, 70, "sale/1");
        await books.SpendAsync(Anna, 70, "reward/1");
        await books.ReverseAsync(sale.EntryId);

        await books.EarnAsync(Anna, 99, "course/1", until: "2026-12-31");
        Assert.Equal((70, 41), await AvailableAndDebtAsync(books));
        await books.EarnAsync(Anna, 1, "course/2", until: "2026-06-30");
        Assert.Equal((70, 40), await AvailableAndDebtAsync(books));
        await books.EarnAsync(Anna, 10, "course/3", until: "2027-06-30");

        Assert.Equal([("2026-12-31", 70L), ("2027-06-30", 7L)], await books.OpenLotsAsync(Anna));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L9_a_debt_of_80_is_written_off_by_two_people_and_never_by_one(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        await desk.OweAsync(80);

        var asked = await desk.ProposeAsync(desk.WriteOff(80));
        Assert.Equal(ManualEntryState.Proposed, asked.Value.State);
        Assert.Equal(80, (await desk.Stage.BalanceAsync(desk.Jan)).Debt);
        Assert.Equal(DecideManualEntry.Refusal.NotTheSamePerson, (await desk.DecideAsync(asked.Value.Id, desk.Mia)).Refusal);
        Assert.Null((await desk.DecideAsync(asked.Value.Id, desk.Noah)).Refusal);

        Assert.Equal(0, (await desk.Stage.BalanceAsync(desk.Jan)).Debt);
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_cancelling_a_redemption_of_600_puts_500_and_100_back_into_their_lots_with_their_last_days(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-06-30");
        await books.EarnAsync(Anna, 300, "course/2", until: "2026-12-31");
        await books.SpendAsync(Anna, 600, "reward/1");
        Assert.Equal([("2026-12-31", 200L)], await books.OpenLotsAsync(Anna));

        books.MoveTo("2026-04-15");
        await books.CancelAsync("reward/1");
        Assert.True((await books.CancelAsync("reward/1")).Value.WasThere);

        Assert.Equal([("2026-06-30", 500L), ("2026-12-31", 300L)], await books.OpenLotsAsync(Anna));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_points_of_a_lot_that_expired_meanwhile_come_back_for_30_days(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-03-31");
        await books.EarnAsync(Anna, 300, "course/2", until: "2026-12-31");
        await books.SpendAsync(Anna, 600, "reward/1");
        await books.ExpireAsync("2026-04-10");

        await books.CancelAsync("reward/1");

        Assert.Equal([("2026-05-10", 500L), ("2026-12-31", 300L)], await books.OpenLotsAsync(Anna));
        Assert.Equal(1, await books.ExpireAsync("2026-05-11"));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_of_a_hold_of_600_a_capture_of_450_spends_what_expires_first_and_gives_150_back_where_they_were(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-06-30");
        await books.EarnAsync(Anna, 300, "course/2", until: "2026-12-31");
        await books.HoldAsync(Anna, 600, "order/1");
        Assert.Equal((200L, 600L), await AvailableAndHeldAsync(books));

        await books.SettleAsync("order/1", 450);

        Assert.Equal((350L, 0L), await AvailableAndHeldAsync(books));
        Assert.Equal([("2026-06-30", 50L), ("2026-12-31", 300L)], await books.OpenLotsAsync(Anna));
        Assert.Equal(450, (await books.VerifyAsync()).Totals[AccountKind.Redeemed]);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_cancelling_450_that_were_captured_of_a_hold_puts_back_what_is_not_back_yet(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1", until: "2026-06-30");
        await books.EarnAsync(Anna, 300, "course/2", until: "2026-12-31");
        await books.HoldAsync(Anna, 600, "order/1");
        await books.SettleAsync("order/1", 450);

        await books.CancelAsync("order/1");

        Assert.Equal([("2026-06-30", 500L), ("2026-12-31", 300L)], await books.OpenLotsAsync(Anna));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_what_came_back_of_an_expired_lot_does_not_come_back_for_it_again(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 100, "course/1", until: "2026-03-15");
        await books.EarnAsync(Anna, 500, "course/2", until: "2026-03-31");
        await books.HoldAsync(Anna, 600, "order/1");
        await books.ExpireAsync("2026-04-10");
        await books.SettleAsync("order/1", 450);
        Assert.Equal([("2026-05-10", 150L)], await books.OpenLotsAsync(Anna));

        await books.CancelAsync("order/1");

        Assert.Equal([("2026-05-10", 150L), ("2026-05-10", 350L), ("2026-05-10", 100L)], await books.OpenLotsAsync(Anna));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task L10_points_that_come_back_to_somebody_in_debt_are_not_new_and_repay_nothing(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var sale = await books.EarnAsync(Anna, 100, "sale/1");
        await books.SpendAsync(Anna, 100, "reward/1");
        await books.ReverseAsync(sale.EntryId);

        await books.CancelAsync("reward/1");

        Assert.Equal((100, 100), await AvailableAndDebtAsync(books));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Fact]
    public void L14_100_points_split_by_three_equal_shares_are_34_33_33_and_three_thirds_make_exactly_one()
    {
        var third = new Fraction(1, 3);

        Assert.Equal([34, 33, 33], Shares.ByLargestRemainder(100, [1, 1, 1]));
        Assert.Equal([-34, -33, -33], Shares.ByLargestRemainder(-100, [1, 1, 1]));
        Assert.Equal(new Fraction(1, 1), third + third + third);
    }

    private static async Task<Posted> EarnOnAsync(Books books, string day, string key) => await books.PostAsync(
        new NewEntry(key, EntryKind.Earned, Books.On(day), "", [new(AccountRef.Issued, -10), new(AccountRef.Available(Anna), 10)])
        {
            ExpiresOn = Books.On("2026-06-30"),
        });

    /// <summary>The entry that brought what another spent from one lot.</summary>
    private static async Task<long> ArrivalOfAsync(Books books, long entryId)
    {
        await using var db = books.OpenDb();
        var lotId = db.Allocations.Single(a => a.EntryId == entryId).LotId;
        return db.Lots.Single(l => l.Id == lotId).EntryId;
    }

    private static async Task<(long Available, long Debt)> AvailableAndDebtAsync(Books books)
    {
        var balance = await books.BalanceAsync(Anna);
        return (balance.Available, balance.Debt);
    }

    private static async Task<(long Available, long Held)> AvailableAndHeldAsync(Books books)
    {
        var balance = await books.BalanceAsync(Anna);
        return (balance.Available, balance.Held);
    }
}
