using Leap.Ledger;
using Leap.Seeding;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>A batch books what its entries would one by one, in their order.</summary>
public sealed class BatchTests
{
    private const long Anna = 7;
    private const long Bela = 8;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_batch_comes_to_the_same_as_its_entries_one_by_one(Engine engine)
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            await using var single = await Books.OpenAsync(engine);
            await using var batched = await Books.OpenAsync(engine);
            var entries = Entries(new Dice($"batch {seed}"), single.Today);
            var expected = new List<Posted>();
            foreach (var entry in entries)
            {
                expected.Add(await single.PostAsync(entry));
            }

            var posted = new List<Posted>();
            foreach (var batch in entries.Chunk(40))
            {
                posted.AddRange(await batched.PostAllAsync(batch));
            }

            Assert.True(await FactsAsync(single) == await FactsAsync(batched), $"Seed {seed} differs.");
            Assert.Equal(expected.Select(p => p.WasThere), posted.Select(p => p.WasThere));
            Assert.Null((await batched.VerifyAsync()).Difference);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_batch_with_an_entry_that_was_posted_before_answers_with_the_first_and_posts_the_rest(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var first = await books.PostAsync(Earn("b", Anna, 20, books.Today));

        var posted = await books.PostAllAsync([
            Earn("a", Anna, 10, books.Today), Earn("b", Anna, 20, books.Today), Earn("c", Bela, 30, books.Today),
            Earn("a", Anna, 10, books.Today)]);

        Assert.Equal([false, true, false, true], posted.Select(p => p.WasThere));
        Assert.Equal(first.EntryId, posted[1].EntryId);
        Assert.Equal(posted[0].EntryId, posted[3].EntryId);
        Assert.Equal(30, (await books.BalanceAsync(Anna)).Available);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_batch_in_which_a_key_has_other_content_writes_nothing(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.PostAsync(Earn("b", Anna, 20, books.Today));
        var before = await books.CountAsync();

        var refused = await Assert.ThrowsAsync<LedgerException>(
            () => books.PostAllAsync([Earn("a", Anna, 10, books.Today), Earn("b", Anna, 21, books.Today)]));

        Assert.Equal(Journal.Refusal.KeyUsedOtherwise, refused.Refusal);
        Assert.Equal(before, await books.CountAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_account_that_falls_below_zero_on_the_way_is_refused_even_when_it_would_rise_again(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.PostAsync(Pend("p", Anna, 60, books.Today));
        var before = await books.CountAsync();

        var refused = await Assert.ThrowsAsync<LedgerException>(
            () => books.PostAllAsync([Release("r", Anna, 100, books.Today), Pend("q", Anna, 100, books.Today)]));

        Assert.Equal(Journal.Refusal.NotEnoughPoints, refused.Refusal);
        Assert.Equal(before, await books.CountAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task One_late_entry_in_a_closed_period_refuses_the_batch(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-01");
        await books.CloseAsync("2026-02-15");
        var before = await books.CountAsync();

        var refused = await Assert.ThrowsAsync<LedgerException>(
            () => books.PostAllAsync([Earn("a", Anna, 10, books.Today), Earn("b", Anna, 10, Books.On("2026-02-15"))]));

        Assert.Equal(Journal.Refusal.EffectiveInClosedPeriod, refused.Refusal);
        Assert.Equal(before, await books.CountAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Arrivals_one_by_one_and_in_a_batch_add_to_what_was_there_and_keep_what_they_correct(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var first = await books.PostAsync(Earn("a", Anna, 10, books.Today));

        await books.PostAllAsync([
            Earn("b", Anna, 20, books.Today) with { CorrectsId = first.EntryId }, Earn("c", Anna, 30, books.Today),
            Earn("d", Bela, 40, books.Today)]);
        await books.PostAsync(Earn("e", Anna, 5, books.Today) with { CorrectsId = first.EntryId });

        Assert.Equal(65, (await books.BalanceAsync(Anna)).Available);
        await using var db = books.OpenDb();
        Assert.Equal(["b", "e"], await db.Entries.Where(e => e.CorrectsId == first.EntryId).Select(e => e.Key).Order().ToListAsync());
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Who_owes_repays_out_of_a_batch_and_others_do_not(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var earned = await books.EarnAsync(Anna, 100, "sale/1");
        await books.SpendAsync(Anna, 100, "reward/1");
        await books.ReverseAsync(earned.EntryId);

        await books.PostAllAsync([Earn("a", Anna, 40, books.Today), Earn("b", Bela, 40, books.Today)]);

        var (anna, bela) = (await books.BalanceAsync(Anna), await books.BalanceAsync(Bela));
        Assert.Equal((20, 80), (anna.Available, anna.Debt));
        Assert.Equal((40, 0), (bela.Available, bela.Debt));
    }

    /// <summary>Arrivals, pending points and their releases of a few people, some of them twice.</summary>
    private static List<NewEntry> Entries(Dice dice, DateOnly today)
    {
        var entries = new List<NewEntry>();
        var pending = new long[4];
        for (var i = 0; i < 100; i++)
        {
            var person = dice.Between(1, 3);
            var points = dice.Between(1, 200);
            switch (dice.Below(4))
            {
                case 0 when entries.Count > 0:
                    entries.Add(dice.Pick(entries));
                    break;
                case 1:
                    entries.Add(Pend($"e/{i}", person, points, today));
                    pending[person] += points;
                    break;
                case 2 when pending[person] > 0:
                    points = dice.Between(1, (int)pending[person]);
                    entries.Add(Release($"e/{i}", person, points, today));
                    pending[person] -= points;
                    break;
                default:
                    entries.Add(Earn($"e/{i}", person, points, today));
                    break;
            }
        }

        return entries;
    }

    private static async Task<string> FactsAsync(Books books)
    {
        await using var db = books.OpenDb();
        var accounts = await db.Accounts.OrderBy(a => a.Id).Select(a => $"{a.Id}={a.Points}").ToListAsync();
        var postings = await db.Entries.OrderBy(e => e.Id)
            .Join(db.Postings, e => e.Id, p => p.EntryId, (e, p) => new { e.Id, e.Key, p.Line, p.AccountId, p.Points })
            .OrderBy(p => p.Id).ThenBy(p => p.Line).Select(p => $"{p.Key}/{p.Line}: {p.AccountId} {p.Points}").ToListAsync();
        var lots = await db.Lots.OrderBy(l => l.EntryId).ThenBy(l => l.AccountId)
            .Select(l => $"{l.AccountId}: {l.OpenedOn}-{l.ExpiresOn} {l.Points} {l.Remaining}").ToListAsync();
        return string.Join('\n', [.. accounts, .. postings, .. lots]);
    }

    private static NewEntry Earn(string key, long person, long points, DateOnly on) => new(
        key, EntryKind.Earned, on, "", [new(AccountRef.Issued, -points), new(AccountRef.Available(person), points)])
    {
        ExpiresOn = on.AddYears(1),
    };

    private static NewEntry Pend(string key, long person, long points, DateOnly on) => new(
        key, EntryKind.Earned, on, "", [new(AccountRef.Issued, -points), new(AccountRef.Pending(person), points)]);

    private static NewEntry Release(string key, long person, long points, DateOnly on) => new(
        key, EntryKind.Released, on, "", [new(AccountRef.Pending(person), -points), new(AccountRef.Available(person), points)])
    {
        ExpiresOn = on.AddYears(1),
    };
}
