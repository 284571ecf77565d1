using Leap.Data;
using Leap.Ledger;
using Leap.Tests.Engines;

namespace Leap.Tests.Ledger;

/// <summary>Bad input: each has a refusal of its own name, and nothing is written.</summary>
public sealed class RefusalTests
{
    private const long Anna = 7;
    private const long Ben = 8;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_no_entry_may_be_is_refused_by_its_name(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var (issued, anna) = (AccountRef.Issued, AccountRef.Available(Anna));

        await RefusesAsync(books, Journal.Refusal.ZeroPoints, [new(issued, 0), new(anna, 0)]);
        await RefusesAsync(books, Journal.Refusal.ZeroPoints, []);
        await RefusesAsync(books, Journal.Refusal.ZeroPoints, [new(anna, 5)]);
        await RefusesAsync(books, Journal.Refusal.TooManyPoints, [new(issued, -NewEntry.PointsMax - 1), new(anna, NewEntry.PointsMax + 1)]);
        await RefusesAsync(books, Journal.Refusal.TooManyPoints, [new(issued, -long.MaxValue), new(anna, long.MaxValue)]);
        await RefusesAsync(books, Journal.Refusal.TooManyPoints, [new(issued, long.MinValue), new(anna, long.MaxValue), new(anna, 1)]);
        await RefusesAsync(books, Journal.Refusal.NotBalanced, [new(issued, -10), new(anna, 11)]);
        await RefusesAsync(books, Journal.Refusal.UnknownAccount, [new(issued, -10), new(AccountRef.Available(0), 10)]);
        await RefusesAsync(books, Journal.Refusal.UnknownAccount, [new(issued, -10), new(AccountRef.Available(-4), 10)]);
        await RefusesAsync(books, Journal.Refusal.UnknownAccount, [new(issued, -10), new(new AccountRef((AccountKind)15, 3), 10)]);
        await RefusesAsync(books, Journal.Refusal.UnknownAccount, [new(new AccountRef(AccountKind.Issued, 3), -10), new(anna, 10)]);
        await RefusesAsync(books, Journal.Refusal.NotEnoughPoints, [new(anna, -101), new(issued, 101)]);
        await RefusesAsync(books, Journal.Refusal.NotEnoughPoints, [new(AccountRef.Pending(Anna), -1), new(issued, 1)]);
        await RefusesAsync(books, Journal.Refusal.NotEnoughPoints, [new(AccountRef.Held(Anna), -1), new(issued, 1)]);
        await RefusesAsync(books, Journal.Refusal.NotEnoughPoints, [new(AccountRef.Budget(3), -1), new(issued, 1)]);
        await RefusesAsync(books, Journal.Refusal.MoreThanOwed, [new(AccountRef.WrittenOff, -1), new(AccountRef.Debt(Anna), 1)]);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_that_become_available_need_a_last_day(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var endless = Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Available(Anna), 10)]) with { ExpiresOn = null };

        await RefusesAsync(books, Journal.Refusal.NoExpiryDate, endless);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_day_to_come_and_a_day_in_a_closed_period_are_refused(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var entry = Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Available(Anna), 10)]);
        Assert.Null((await books.CloseAsync("2026-02-28")).Refusal);

        await RefusesAsync(books, Journal.Refusal.EffectiveInFuture, entry with { EffectiveOn = Books.On("2026-03-02") });
        await RefusesAsync(books, Journal.Refusal.EffectiveInClosedPeriod, entry with { EffectiveOn = Books.On("2026-02-28") });
        Assert.False((await books.PostAsync(entry)).WasThere);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_was_booked_before_a_period_closed_is_answered_after_it(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var entry = Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Available(Anna), 10)]) with
        {
            EffectiveOn = Books.On("2026-02-20"),
        };
        var first = await books.PostAsync(entry);
        await books.CloseAsync("2026-02-28");

        Assert.Equal(first with { WasThere = true }, await books.PostAsync(entry));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Books_close_forwards_and_only_over_days_that_have_ended(Engine engine)
    {
        await using var books = await OpenAsync(engine);

        Assert.Equal(CloseBooks.Refusal.DayNotOver, (await books.CloseAsync("2026-03-01")).Refusal);
        Assert.Null((await books.CloseAsync("2026-02-28")).Refusal);
        Assert.Equal(CloseBooks.Refusal.ClosedAlready, (await books.CloseAsync("2026-02-28")).Refusal);
        Assert.Equal(CloseBooks.Refusal.ClosedAlready, (await books.CloseAsync("2026-01-31")).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_key_with_other_content_is_refused(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var entry = Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Available(Anna), 10)]);
        await books.PostAsync(entry);

        await RefusesAsync(books, Journal.Refusal.KeyUsedOtherwise, entry with { Cause = "other" });
        await RefusesAsync(books, Journal.Refusal.KeyUsedOtherwise, entry with { Kind = EntryKind.Corrected });
        await RefusesAsync(books, Journal.Refusal.KeyUsedOtherwise, entry with { CorrectsId = 1 });
        await RefusesAsync(books, Journal.Refusal.KeyUsedOtherwise, entry with { EffectiveOn = Books.On("2026-02-28") });
        await RefusesAsync(
            books,
            Journal.Refusal.KeyUsedOtherwise,
            entry with { Legs = [new(AccountRef.Issued, -10), new(AccountRef.Available(Ben), 10)] });
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_key_with_other_content_is_refused_however_long_the_content_is(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var entry = Entry(
            books, [new(AccountRef.Issued, -100), .. Enumerable.Range(1, 100).Select(i => new Leg(AccountRef.Pending(1_000_000 + i), 1))]);
        var first = await books.PostAsync(entry);

        Assert.Equal(first with { WasThere = true }, await books.PostAsync(entry));
        await RefusesAsync(books, Journal.Refusal.KeyUsedOtherwise, entry with { Cause = "other" });
        await RefusesAsync(books, Journal.Refusal.KeyUsedOtherwise, entry with { CorrectsId = first.EntryId });
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_redemption_is_refused_for_what_no_person_can_spend(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        (long Points, SpendPoints.Refusal Refusal)[] cases =
        [
            (0, SpendPoints.Refusal.NotAPositiveNumber),
            (-5, SpendPoints.Refusal.NotAPositiveNumber),
            (long.MaxValue, SpendPoints.Refusal.NotAPositiveNumber),
            (NewEntry.PointsMax + 1, SpendPoints.Refusal.NotAPositiveNumber),
            (NewEntry.PointsMax, SpendPoints.Refusal.NotEnoughPoints),
            (101, SpendPoints.Refusal.NotEnoughPoints),
        ];

        foreach (var (points, refusal) in cases)
        {
            await NothingIsWrittenAsync(books, async () =>
            {
                Assert.Equal(refusal, (await books.SpendAsync(Anna, points, "reward/1")).Refusal);
                Assert.Equal(refusal, (await books.HoldAsync(Anna, points, "order/1")).Refusal);
            });
        }

        await NothingIsWrittenAsync(
            books, async () => Assert.Equal(SpendPoints.Refusal.NotEnoughPoints, (await books.SpendAsync(999, 1, "reward/1")).Refusal));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_key_of_a_redemption_serves_one_person_one_number_and_one_purpose(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        await books.EarnAsync(Ben, 100, "course/ben");
        var first = await books.SpendAsync(Anna, 40, "reward/1");

        await NothingIsWrittenAsync(books, async () =>
        {
            Assert.Equal(first.Value.EntryId, (await books.SpendAsync(Anna, 40, "reward/1")).Value.EntryId);
            Assert.Equal(SpendPoints.Refusal.KeyUsedOtherwise, (await books.SpendAsync(Anna, 41, "reward/1")).Refusal);
            Assert.Equal(SpendPoints.Refusal.KeyUsedOtherwise, (await books.SpendAsync(Ben, 40, "reward/1")).Refusal);
            Assert.Equal(SpendPoints.Refusal.KeyUsedOtherwise, (await books.SpendAsync(Anna, 40, "reward/1", "umbrella")).Refusal);
            Assert.Equal(SpendPoints.Refusal.KeyUsedOtherwise, (await books.HoldAsync(Anna, 40, "reward/1")).Refusal);
            Assert.Equal(SpendPoints.Refusal.KeyUsedOtherwise, (await books.SpendAsync(Anna, 100, "course/anna")).Refusal);
        });
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_hold_resolves_once_and_the_same_way_again_is_the_same_answer(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        await books.HoldAsync(Anna, 60, "order/1");
        await books.HoldAsync(Anna, 20, "order/2");
        await NothingIsWrittenAsync(books, async () =>
        {
            Assert.Equal(SettleHold.Refusal.NoSuchHold, (await books.SettleAsync("order/9", 1)).Refusal);
            Assert.Equal(SettleHold.Refusal.NoSuchHold, (await books.SettleAsync("course/anna", 1)).Refusal);
            Assert.Equal(SettleHold.Refusal.NotANumberOfPoints, (await books.SettleAsync("order/1", -1)).Refusal);
            Assert.Equal(SettleHold.Refusal.MoreThanHeld, (await books.SettleAsync("order/1", 61)).Refusal);
            Assert.Equal(SettleHold.Refusal.MoreThanHeld, (await books.SettleAsync("order/1", long.MaxValue)).Refusal);
        });
        var captured = await books.SettleAsync("order/1", 25);
        var freed = await books.SettleAsync("order/2", 0);
        books.MoveTo("2026-03-09");

        await NothingIsWrittenAsync(books, async () =>
        {
            Assert.Equal(captured.Value with { WasThere = true }, (await books.SettleAsync("order/1", 25)).Value);
            Assert.Equal(freed.Value with { WasThere = true }, (await books.SettleAsync("order/2", 0)).Value);
            Assert.Equal(SettleHold.Refusal.SettledAlready, (await books.SettleAsync("order/1", 0)).Refusal);
            Assert.Equal(SettleHold.Refusal.SettledAlready, (await books.SettleAsync("order/1", 60)).Refusal);
            Assert.Equal(SettleHold.Refusal.SettledAlready, (await books.SettleAsync("order/2", 20)).Refusal);
            Assert.Equal(CancelRedemption.Refusal.NoSuchRedemption, (await books.CancelAsync("order/2")).Refusal);
        });
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_entry_is_reversed_once_and_a_reversal_never(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var earned = await books.EarnAsync(Anna, 30, "course/1");
        var spent = await books.SpendAsync(Anna, 10, "reward/1");
        var reversed = await books.ReverseAsync(earned.EntryId);

        await NothingIsWrittenAsync(books, async () =>
        {
            Assert.Equal(ReverseEntry.Refusal.ReversedAlready, (await books.ReverseAsync(earned.EntryId)).Refusal);
            Assert.Equal(ReverseEntry.Refusal.ReversalOfReversal, (await books.ReverseAsync(reversed.Value.EntryId)).Refusal);
            Assert.Equal(ReverseEntry.Refusal.NotOfThatKind, (await books.ReverseAsync(spent.Value.EntryId)).Refusal);
            Assert.Equal(ReverseEntry.Refusal.NoSuchEntry, (await books.ReverseAsync(99_999)).Refusal);
        });
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_does_not_wait_any_more_can_not_be_taken_back_as_if_it_did(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var waiting = await books.PostAsync(Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Pending(Anna), 10)]) with
        {
            Key = "sale/1", Kind = EntryKind.Reserved,
        });
        await books.PostAsync(Entry(books, [new(AccountRef.Pending(Anna), -10), new(AccountRef.Available(Anna), 10)]) with
        {
            Key = "sale/1/approved", Kind = EntryKind.Released,
        });

        await NothingIsWrittenAsync(books, async () =>
            Assert.Equal(ReverseEntry.Refusal.NotEnoughPoints, (await books.ReverseAsync(waiting.EntryId)).Refusal));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Taking_a_release_back_lets_its_points_wait_again(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        await books.PostAsync(Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Pending(Ben), 10)]));
        var released = await books.PostAsync(
            Entry(books, [new(AccountRef.Pending(Ben), -10), new(AccountRef.Available(Ben), 10)]) with
            {
                Key = "x/2", Kind = EntryKind.Released,
            });

        Assert.Null((await books.ReverseAsync(released.EntryId)).Refusal);

        var balance = await books.BalanceAsync(Ben);
        Assert.Equal((0L, 10L), (balance.Available, balance.Pending));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_a_batch_with_one_bad_entry_nothing_is_written(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var good = Entry(books, [new(AccountRef.Issued, -10), new(AccountRef.Available(Ben), 10)]);
        var bad = Entry(books, [new(AccountRef.Available(Anna), -101), new(AccountRef.Issued, 101)]) with { Key = "y/1" };

        await NothingIsWrittenAsync(books, async () =>
        {
            var fault = await Assert.ThrowsAsync<LedgerException>(() => books.PostAllAsync([good, bad]));
            Assert.Equal(Journal.Refusal.NotEnoughPoints, fault.Refusal);
        });
    }

    /// <summary>Books on 1 March in which Anna has 100 points.</summary>
    private static async Task<Books> OpenAsync(Engine engine)
    {
        var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 100, "course/anna");
        return books;
    }

    private static NewEntry Entry(Books books, IReadOnlyList<Leg> legs) =>
        new("x/1", EntryKind.Earned, books.Today, "", legs) { ExpiresOn = Books.On("2027-01-31") };

    private static Task RefusesAsync(Books books, Journal.Refusal refusal, IReadOnlyList<Leg> legs) =>
        RefusesAsync(books, refusal, Entry(books, legs));

    private static Task RefusesAsync(Books books, Journal.Refusal refusal, NewEntry entry) => NothingIsWrittenAsync(books, async () =>
    {
        var fault = await Assert.ThrowsAsync<LedgerException>(() => books.PostAsync(entry));
        Assert.Equal(refusal, fault.Refusal);
    });

    private static async Task NothingIsWrittenAsync(Books books, Func<Task> act)
    {
        var before = await books.CountAsync();
        await act();
        Assert.Equal(before, await books.CountAsync());
        Assert.Null((await books.VerifyAsync()).Difference);
    }
}
