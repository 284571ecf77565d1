using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Promotions;
using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>Many at once: nothing is spent twice, no budget is overspent, no link of the chain is missing (L11, L12).</summary>
public sealed class ConcurrencyTests
{
    private const long Budget = 77;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Fifty_approvals_of_a_nearly_spent_budget_spend_what_is_left_and_no_more(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var mia = await stage.PersonAsync("Mia Larsen");
        var promotionId = (await stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(
            launch => launch.RunAsync(new NewPromotion("NEARLY-SPENT", Budget, IsBase: false, Terms), CancellationToken.None))).Value;

        var outcomes = await AtOnceAsync(50, async i =>
        {
            var sold = (await stage.RunAsync<SubmitSales, IReadOnlyList<Outcome<long, SubmitSales.Refusal>>>(
                submit => submit.RunAsync([Sale(jan, i)], CancellationToken.None)))[0];
            return (await stage.RunAsync<DecideSales, IReadOnlyList<Outcome<long, DecideSales.Refusal>>>(
                decide => decide.RunAsync([new SaleDecision(sold.Value, mia)], tellsSellers: false, CancellationToken.None)))[0];
        });

        Assert.All(outcomes, o => Assert.Null(o.Refusal));
        await using var db = stage.OpenDb();
        var account = AccountRef.Budget(promotionId).Id;
        Assert.Equal(0, await db.Accounts.Where(a => a.Id == account).Select(a => a.Points).SingleAsync());
        Assert.Equal(Budget, -await db.Postings.Where(p => p.AccountId == account && p.Points < 0).SumAsync(p => p.Points));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Fifty_postings_on_a_budget_of_77_by_fives_leave_two(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.PostAsync(new NewEntry(
            "funded", EntryKind.Funded, books.Today, "", [new(AccountRef.Issued, -77), new(AccountRef.Budget(3), 77)]));

        var refusals = await AtOnceAsync(50, i => RefusalOfAsync(books, new NewEntry(
            $"reserve/{i}", EntryKind.Reserved, books.Today, "", [new(AccountRef.Budget(3), -5), new(AccountRef.Pending(i + 1), 5)])));

        Assert.Equal(15, refusals.Count(r => r is null));
        Assert.Equal(35, refusals.Count(r => r == Journal.Refusal.NotEnoughPoints));
        Assert.Equal(2, (await books.VerifyAsync()).Totals[AccountKind.Budget]);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_nodes_expire_the_same_lots_once_while_their_owners_spend_hold_and_cancel(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-01-10");
        await using var node = books.OpenNode();
        for (var person = 1; person <= 12; person++)
        {
            await books.EarnAsync(person, 100, $"old/{person}", until: "2026-01-31");
            await books.EarnAsync(person, 100, $"new/{person}", until: "2026-12-31");
            await books.SpendAsync(person, 30, $"early/{person}");
        }

        books.MoveTo("2026-02-01");
        var expiries = Task.WhenAll(Task.Run(() => books.ExpireAsync("2026-02-01")), Task.Run(() => node.ExpireAsync("2026-02-01")));
        var spending = AtOnceAsync(36, async i =>
        {
            var (at, person) = (i % 2 == 0 ? books : node, (i % 12) + 1);
            return i / 12 == 0 ? (await at.SpendAsync(person, 40, $"spend/{person}")).Refusal is null
                : i / 12 == 1 ? (await at.HoldAsync(person, 60, $"hold/{person}")).Refusal is null
                : (await at.CancelAsync($"early/{person}")).Refusal is null;
        });

        Assert.All(await spending, Assert.True);
        await expiries;
        Assert.Equal(0, await books.ExpireAsync("2026-02-01"));
        var report = await books.VerifyAsync();
        Assert.Null(report.Difference);
        Assert.Equal(
            (12 * 70, 12 * 40, 12 * 60, 12 * 30),
            (report.Totals[AccountKind.Expired], report.Totals[AccountKind.Redeemed], report.Totals[AccountKind.Held],
                report.Totals[AccountKind.Available]));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_first_posts_of_a_person_may_come_at_once(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        for (var person = 1; person <= 40; person++)
        {
            await AtOnceAsync(12, i => books.EarnAsync(person, 10, $"course/{person}/{i}"));
        }

        Assert.Equal(40 * 12 * 10, (await books.VerifyAsync()).Totals[AccountKind.Available]);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sealing_while_sixteen_post_leaves_no_gap_in_the_chain(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var sealing = SealUntilAsync(books, out var stop);

        await AtOnceAsync(16, async i =>
        {
            for (var n = 0; n < 20; n++)
            {
                var person = 1 + ((i + n) % 5);
                await books.EarnAsync(person, 10, $"course/{i}/{n}");
                await books.SpendAsync(person, 7, $"reward/{i}/{n}");
            }

            return 0;
        });
        await stop.CancelAsync();
        await sealing;
        await books.SealAsync();

        var report = await books.VerifyAsync();
        Assert.Null(report.Difference);
        Assert.Equal(0, report.Unsealed);
        Assert.InRange(report.Entries, 320, 640);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Twenty_settlements_cancellations_and_reversals_of_one_thing_happen_once(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var earned = await books.EarnAsync(1, 100, "course/1");
        await books.HoldAsync(1, 50, "order/1");
        await books.SpendAsync(1, 30, "reward/1");

        var settled = await AtOnceAsync(20, i => books.SettleAsync("order/1", i % 2 == 0 ? 20 : 0));
        var cancelled = await AtOnceAsync(20, _ => books.CancelAsync("reward/1"));
        var reversed = await AtOnceAsync(20, _ => books.ReverseAsync(earned.EntryId));

        Assert.Single(settled, s => s.Refusal is null && !s.Value.WasThere);
        Assert.Equal(10, settled.Count(s => s.Refusal == SettleHold.Refusal.SettledAlready));
        Assert.Single(cancelled, c => !c.Value.WasThere);
        Assert.Single(cancelled.Select(c => c.Value.EntryId).Distinct());
        Assert.Single(reversed, r => r.Refusal is null);
        Assert.Equal(19, reversed.Count(r => r.Refusal == ReverseEntry.Refusal.ReversedAlready));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnPostgres]
    public async Task Books_close_only_after_what_is_being_posted_into_them(Engine engine)
    {
        NewEntry[][] ways = [[Late("one")], [Moved("one")], [Late("two"), Late("three")]];
        foreach (var late in ways)
        {
            await using var books = await Books.OpenAsync(engine);
            await books.EarnAsync(1, 5, "course/1");
            await using var node = books.OpenNode();
            var (posted, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
            var slow = books.PostSlowlyAsync(late, posted, goOn.Task);
            await posted.Task;

            var closing = Task.Run(() => node.CloseAsync("2026-02-28"));
            await Task.WhenAny(closing, Task.Delay(TimeSpan.FromMilliseconds(400)));
            Assert.False(closing.IsCompleted);
            goOn.SetResult();

            await slow;
            var closedAt = (await closing).Value.ClosedAt;
            await using var db = books.OpenDb();
            Assert.Equal(1 + late.Length, await db.Entries.CountAsync(e => e.BookedAt <= closedAt));
            Assert.Equal(Journal.Refusal.EffectiveInClosedPeriod, await RefusalOfAsync(books, Late("later")));
        }
    }

    [Theory]
    [OnPostgres]
    public async Task Points_that_arrive_while_a_debt_is_forgiven_repay_nothing(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var (owed, person) = (AccountRef.Debt(1), AccountRef.Available(1));
        await books.PostAsync(new NewEntry("owed", EntryKind.Reversed, books.Today, "", [new(owed, -60), new(AccountRef.Issued, 60)]));
        var (posted, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var forgiving = books.PostSlowlyAsync(
            new NewEntry("forgiven", EntryKind.WrittenOff, books.Today, "", [new(AccountRef.WrittenOff, -60), new(owed, 60)]),
            posted,
            goOn.Task);
        await posted.Task;

        var arriving = Task.Run(() => books.EarnAsync(1, 100, "course/1"));
        await Task.WhenAny(arriving, Task.Delay(TimeSpan.FromMilliseconds(400)));
        goOn.SetResult();

        await Task.WhenAll(forgiving, arriving);
        await using var db = books.OpenDb();
        Assert.Equal(100, await db.Accounts.Where(a => a.Id == person.Id).Select(a => a.Points).SingleAsync());
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    private static NewEntry Late(string key) => new(
        key, EntryKind.Reserved, Books.On("2026-02-20"), "", [new(AccountRef.Issued, -5), new(AccountRef.Pending(1), 5)]);

    private static NewEntry Moved(string key) => new(
        key, EntryKind.Held, Books.On("2026-02-20"), "", [new(AccountRef.Available(1), -5), new(AccountRef.Held(1), 5)]);

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> run) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => run(i))));

    private static async Task<Journal.Refusal?> RefusalOfAsync(Books books, NewEntry entry)
    {
        try
        {
            await books.PostAsync(entry);
            return null;
        }
        catch (LedgerException refused)
        {
            return refused.Refusal;
        }
    }

    private static Task SealUntilAsync(Books books, out CancellationTokenSource stop)
    {
        var stopping = stop = new CancellationTokenSource();
        return Task.Run(async () =>
        {
            while (!stopping.IsCancellationRequested)
            {
                await books.SealAsync();
            }
        });
    }

    private static NewSale Sale(long personId, int number) => new()
    {
        PersonId = personId, CustomerName = "Lumen Print", CustomerCountry = "DE", IsPublicSector = false,
        InvoiceNumber = FormattableString.Invariant($"N-{number}"), InvoiceOn = Stage.On("2026-11-10"), Currency = "EUR",
        Lines = [new NewSaleLine(2, 1, 2_000_00)],
    };

    /// <summary>Five points for each storage array.</summary>
    private static PromotionVersion Terms(long id) => new()
    {
        PromotionId = id, Version = 1, Rule = "per-unit", Name = LocalizedText.Empty, Text = LocalizedText.Empty,
        StartsOn = Stage.On("2026-01-01"), EndsOn = Stage.On("2026-12-31"), Families = "storage", Skus = "", Countries = "", Tiers = "",
        Points = 5, PerMinor = 0, MultiplierPercent = 0, Priority = 5, StackingGroup = "", WaitingDays = 0,
    };
}
