using System.Data.Common;
using Leap.Ledger;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

public sealed class JournalTests
{
    private const long Anna = 7;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_entry_moves_points_and_keeps_the_sum_at_zero(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);

        await books.EarnAsync(Anna, 500, "course/1");

        await using var db = books.OpenDb();
        Assert.Equal(0, await db.Postings.SumAsync(p => p.Points));
        Assert.Equal(500, (await books.BalanceAsync(Anna)).Available);
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_same_key_again_answers_with_the_first_entry(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var first = await books.EarnAsync(Anna, 500, "course/1");

        var second = await books.EarnAsync(Anna, 500, "course/1");

        Assert.True(second.WasThere);
        Assert.Equal(first.EntryId, second.EntryId);
        Assert.Equal(500, (await books.BalanceAsync(Anna)).Available);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_same_key_with_other_content_is_an_error_and_writes_nothing(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1");

        await Assert.ThrowsAsync<LedgerException>(() => books.EarnAsync(Anna, 501, "course/1"));

        Assert.Equal(500, (await books.BalanceAsync(Anna)).Available);
        Assert.Equal(1, (await books.VerifyAsync()).Entries);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_same_key_from_eight_callers_at_once_posts_once(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);

        var posted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => books.EarnAsync(Anna, 500, "course/1"))));

        Assert.Single(posted.Select(p => p.EntryId).Distinct());
        Assert.Single(posted, p => !p.WasThere);
        Assert.Equal(500, (await books.BalanceAsync(Anna)).Available);
    }

    [Fact]
    public async Task Legs_that_do_not_sum_to_zero_are_refused()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        var crooked = new NewEntry("x/1", EntryKind.Earned, books.Today, "", [
            new(AccountRef.Issued, -10), new(AccountRef.Pending(Anna), 11)]);

        await Assert.ThrowsAsync<LedgerException>(() => books.PostAsync(crooked));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task No_account_of_a_person_falls_below_zero(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        var overdraft = new NewEntry("x/1", EntryKind.Voided, books.Today, "", [
            new(AccountRef.Pending(Anna), -10), new(AccountRef.Issued, 10)]);

        await Assert.ThrowsAsync<LedgerException>(() => books.PostAsync(overdraft));

        Assert.Equal(0, (await books.VerifyAsync()).Entries);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_database_itself_refuses_to_change_or_remove_what_was_booked(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1");
        await books.SpendAsync(Anna, 100, "reward/1");
        books.MoveTo("2026-03-02");
        await books.SealAsync();
        await books.CloseAsync("2026-03-01");
        await using var db = books.OpenDb();
        (string Table, string Column)[] tables =
        [
            ("entries", "cause"), ("postings", "points"), ("allocations", "points"), ("links", "hash"), ("heads", "hash"),
            ("closings", "closed_by"),
        ];

        foreach (var (table, column) in tables)
        {
            string[] statements = [$"UPDATE {table} SET {column} = {column}", $"DELETE FROM {table}", $"TRUNCATE {table} CASCADE"];
            foreach (var statement in engine == Engine.Postgres ? statements : statements[..2])
            {
                var fault = await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(statement));
                Assert.Contains($"{table} are immutable", fault.Message, StringComparison.Ordinal);
            }
        }

        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_day_gets_its_head_when_it_is_over_and_once_even_where_a_clock_was_behind(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-01");
        await books.EarnAsync(Anna, 10, "course/1");
        await books.SealAsync();
        await using var db = books.OpenDb();
        Assert.Empty(await db.Heads.ToListAsync());

        books.MoveTo("2026-03-02");
        await books.EarnAsync(Anna, 10, "course/2");
        await books.SealAsync();
        books.MoveTo("2026-03-01");
        await books.EarnAsync(Anna, 10, "course/3");
        books.MoveTo("2026-03-03");
        await books.SealAsync();

        Assert.Equal(
            [Books.On("2026-03-01"), Books.On("2026-03-02")], await db.Heads.OrderBy(h => h.DayOn).Select(h => h.DayOn).ToListAsync());
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_balance_of_an_earlier_moment_is_untouched_by_later_entries(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2026-03-01");
        await books.EarnAsync(Anna, 500, "course/1");
        books.MoveTo("2026-04-10");
        var late = new NewEntry(
            "course/2", EntryKind.Earned, Books.On("2026-03-05"), "", [new(AccountRef.Issued, -70), new(AccountRef.Available(Anna), 70)])
        {
            ExpiresOn = Books.On("2027-03-31"),
        };
        await books.PostAsync(late);

        var march = await books.UseAsync(scope => ((AccountHistory)scope.GetService(typeof(AccountHistory))!)
            .AsOfAsync(AccountRef.Available(Anna), Books.On("2026-03-31"), CancellationToken.None));

        Assert.Equal(new(Books.On("2026-03-31"), Booked: 500, Effective: 570), march);
    }
}
