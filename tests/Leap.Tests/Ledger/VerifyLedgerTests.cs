using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

public sealed class VerifyLedgerTests
{
    [Theory]
    [InlineData("UPDATE postings SET points = points + 1 WHERE entry_id = 2 AND line = 2", "entry 2: the sum of its postings")]
    [InlineData("DELETE FROM postings WHERE entry_id = 2", "entry 2: its content's hash")]
    [InlineData("DELETE FROM entries WHERE id = 3", "entry 3: the entry itself")]
    [InlineData("UPDATE entries SET cause = 'other' WHERE id = 2", "entry 2: its content's hash")]
    [InlineData("UPDATE entries SET booked_at = '2026-01-01 00:00:00' WHERE id = 3", "entry 3: its link in the chain")]
    [InlineData("UPDATE accounts SET points = points + 1 WHERE kind = 'Available'", "account Available/1: stored balance")]
    [InlineData("UPDATE lots SET remaining = remaining - 1 WHERE id = 1", "lot 1: remaining points")]
    [InlineData("INSERT INTO postings (entry_id, line, account_id, points) VALUES (9, 1, 19, 5)", "entry 9: the entry itself")]
    public async Task Names_the_first_row_that_was_changed_by_hand(string change, string named)
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        for (var i = 1; i <= 4; i++)
        {
            await books.EarnAsync(i, 100, $"course/{i}");
        }

        await books.SealAsync();
        await using var db = books.OpenDb();
        await db.Database.ExecuteSqlRawAsync(
            """
            DROP TRIGGER entries_refuse_update; DROP TRIGGER entries_refuse_delete;
            DROP TRIGGER postings_refuse_update; DROP TRIGGER postings_refuse_delete;
            PRAGMA foreign_keys = OFF;
            """);
        await db.Database.ExecuteSqlRawAsync(change);

        Assert.StartsWith(named, (await books.VerifyAsync()).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_two_entries_that_were_swapped()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        await books.EarnAsync(1, 100, "course/1");
        await books.EarnAsync(1, 100, "course/2");
        await using var db = books.OpenDb();
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER entries_refuse_update");
        await db.Database.ExecuteSqlRawAsync(
            """
            UPDATE entries SET key = 'swap' WHERE id = 1;
            UPDATE entries SET key = 'course/1', content_hash = (SELECT content_hash FROM entries WHERE id = 1) WHERE id = 2;
            UPDATE entries SET key = 'course/2' WHERE id = 1;
            """);

        Assert.StartsWith("entry 1:", (await books.VerifyAsync()).Difference, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Says_how_much_it_checked_when_the_books_balance(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.EarnAsync(1, 100, "course/1");
        await books.SpendAsync(1, 40, "reward/1");

        var report = await books.VerifyAsync();

        Assert.Null(report.Difference);
        Assert.Equal((2, 4, 1), (report.Entries, report.Postings, report.Lots));
    }
}
