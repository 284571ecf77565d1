using System.Security.Cryptography;
using Leap.Ledger;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>
/// A row changed by hand is found and named. The books hold: entries 1 to 3, each 100 points for person 1 until the end of March, May and
/// July; 4, where person 1 spends 150 of them; 5, 100 points for person 2. All five are in the chain.
/// </summary>
public sealed class TamperedLedgerTests
{
    private const string Swap =
        """
        CREATE TABLE swapped AS SELECT id, content_hash FROM entries WHERE id < 3;
        UPDATE entries SET key = 'swapped' WHERE id = 1;
        UPDATE entries SET key = 'course/1', content_hash = (SELECT content_hash FROM swapped WHERE id = 1), expires_on = '2026-03-31'
        WHERE id = 2;
        UPDATE entries SET key = 'course/2', content_hash = (SELECT content_hash FROM swapped WHERE id = 2), expires_on = '2026-05-31'
        WHERE id = 1;
        UPDATE lots SET expires_on = '2026-03-31' WHERE entry_id = 2;
        UPDATE lots SET expires_on = '2026-05-31' WHERE entry_id = 1;
        """;

    public static TheoryData<string, string> Changes { get; } = new()
    {
        { "UPDATE postings SET points = points + 1 WHERE entry_id = 2 AND line = 2", "entry 2: the sum of its postings" },
        { "UPDATE postings SET points = points * 2 WHERE entry_id = 2", "entry 2: its content's hash" },
        { "UPDATE postings SET account_id = 35 WHERE entry_id = 2 AND line = 2", "entry 2: its content's hash" },
        { "DELETE FROM postings WHERE entry_id = 2 AND line = 2", "entry 2: the sum of its postings" },
        { "DELETE FROM postings WHERE entry_id = 2", "entry 2: its content's hash" },
        { "DELETE FROM entries WHERE id = 3", "entry 3: the entry itself" },
        { "DELETE FROM entries WHERE id = 5", "entry 5: the entry itself" },
        {
            "DELETE FROM entries WHERE id = 3; DELETE FROM postings WHERE entry_id = 3; DELETE FROM lots WHERE entry_id = 3",
            "entry 3: the entry itself"
        },
        {
            "DELETE FROM entries WHERE id = 3; DELETE FROM postings WHERE entry_id = 3; DELETE FROM links WHERE entry_id = 3",
            "entry 3: the entry itself"
        },
        {
            "DELETE FROM entries WHERE id = 4; DELETE FROM postings WHERE entry_id = 4; DELETE FROM links WHERE entry_id = 4",
            "entry 4: the entry itself"
        },
        { "INSERT INTO postings (entry_id, line, account_id, points) VALUES (2, 3, 19, 5)", "entry 2: the sum of its postings" },
        {
            "INSERT INTO postings (entry_id, line, account_id, points) VALUES (2, 3, 19, 5), (2, 4, 0, -5)", "entry 2: its content's hash"
        },
        { "INSERT INTO postings (entry_id, line, account_id, points) VALUES (9, 1, 19, 5)", "entry 9: the entry itself" },
        {
            """
            DELETE FROM links WHERE entry_id = 3; DELETE FROM lots WHERE entry_id = 3; DELETE FROM postings WHERE entry_id = 3;
            DELETE FROM entries WHERE id = 3; UPDATE accounts SET points = points - 100 WHERE id = 19
            """,
            "entry 4: its link in the chain"
        },
        { Swap, "entry 1: its link in the chain" },
        {
            """
            UPDATE postings SET line = 9 WHERE entry_id = 2 AND line = 1; UPDATE postings SET line = 1 WHERE entry_id = 2 AND line = 2;
            UPDATE postings SET line = 2 WHERE entry_id = 2 AND line = 9
            """,
            "entry 2: its content's hash"
        },
        { "UPDATE allocations SET lot_id = 3 WHERE entry_id = 4 AND lot_id = 2", "entry 4: its link in the chain" },
        {
            "UPDATE allocations SET points = points + 1 WHERE entry_id = 4 AND lot_id = 2", "entry 4: points put into lots less those taken"
        },
        {
            """
            UPDATE allocations SET points = 60 WHERE entry_id = 4 AND lot_id = 1; UPDATE lots SET remaining = 40 WHERE id = 1;
            UPDATE allocations SET points = 90 WHERE entry_id = 4 AND lot_id = 2; UPDATE lots SET remaining = 10 WHERE id = 2
            """,
            "entry 4: its link in the chain"
        },
        { "DELETE FROM allocations WHERE entry_id = 4 AND lot_id = 2", "entry 4: points put into lots less those taken" },
        { "UPDATE lots SET expires_on = '2026-12-31' WHERE id = 3", "entry 3: the last day of its lot 3" },
        {
            "UPDATE lots SET expires_on = '2026-12-31' WHERE id = 3; UPDATE entries SET expires_on = '2026-12-31' WHERE id = 3",
            "entry 3: its link in the chain"
        },
        { "UPDATE lots SET opened_on = '2026-01-01' WHERE id = 3", "entry 3: the first day of its lot 3" },
        { "UPDATE lots SET account_id = 35 WHERE id = 3", "entry 3: the account of its lot 3" },
        { "UPDATE lots SET points = points + 1 WHERE id = 3", "entry 3: points put into lots less those taken" },
        { "UPDATE lots SET remaining = remaining - 1 WHERE id = 3", "lot 3: remaining points" },
        { "DELETE FROM lots WHERE id = 3", "entry 3: points put into lots less those taken" },
        { "UPDATE entries SET cause = 'other' WHERE id = 2", "entry 2: its content's hash" },
        { "UPDATE entries SET effective_on = '2026-01-01' WHERE id = 2", "entry 2: its content's hash" },
        { "UPDATE entries SET corrects_id = 1 WHERE id = 2", "entry 2: its content's hash" },
        { "UPDATE entries SET kind = 'Corrected' WHERE id = 2", "entry 2: its content's hash" },
        { "UPDATE entries SET booked_at = '2026-01-01 00:00:00' WHERE id = 2", "entry 2: its link in the chain" },
        { "UPDATE links SET hash = (SELECT hash FROM links WHERE entry_id = 1) WHERE entry_id = 2", "entry 2: its link in the chain" },
        { "DELETE FROM links WHERE entry_id = 2", "entry 2: its link in the chain" },
        { "UPDATE accounts SET points = points + 1 WHERE id = 19", "account Available/1: stored balance" },
        { "UPDATE accounts SET points = NULL WHERE id = 35", "account Available/2: stored balance" },
        { "DELETE FROM accounts WHERE id = 35", "account Available/2: stored balance" },
        { "UPDATE accounts SET kind = 'Pending' WHERE id = 19", "account Available/1: kind and owner" },
        { "UPDATE accounts SET owner_id = 2 WHERE id = 19", "account Available/1: kind and owner" },
        {
            """
            INSERT INTO allocations (entry_id, lot_id, points) VALUES (9, 2, 10), (9, 1, -10);
            UPDATE lots SET remaining = remaining + 10 WHERE id = 1; UPDATE lots SET remaining = remaining - 10 WHERE id = 2
            """,
            "entry 9: the entry itself"
        },
        { "DELETE FROM accounts WHERE id = 0", "account Issued: stored balance" },
        { "INSERT INTO accounts (id, kind, owner_id, points) VALUES (51, 'Available', 3, 5)", "account Available/3: stored balance" },
        {
            "UPDATE heads SET hash = (SELECT hash FROM links WHERE entry_id = 1)", "day 2026-03-01: its head"
        },
        {
            """
            DELETE FROM links WHERE entry_id = 5; DELETE FROM lots WHERE entry_id = 5; DELETE FROM postings WHERE entry_id = 5;
            DELETE FROM entries WHERE id = 5; DELETE FROM accounts WHERE id = 35
            """,
            "day 2026-03-01: its head"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Names_what_was_changed_on_SQLite(string change, string named) => FindsAsync(Engine.Sqlite, change, named);

    [Theory]
    [OnPostgres]
    public async Task Names_what_was_changed_on_PostgreSQL(Engine engine)
    {
        foreach (var row in Changes)
        {
            await FindsAsync(engine, (string)row[0], (string)row[1]);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Finds_an_entry_whose_content_and_hash_were_changed_together(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        var hash = Convert.ToHexString(SHA256.HashData("course/3\nEarned\n2026-03-01\nother\n\n0:-100\n19:100"u8));

        var literal = engine == Engine.Postgres ? $@"'\x{hash}'" : $"x'{hash}'";
        await books.TamperAsync($"UPDATE entries SET cause = 'other', content_hash = {literal} WHERE id = 3");

        Assert.StartsWith("entry 3: its link in the chain", (await books.VerifyAsync()).Difference, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Before_the_chain_holds_them_lots_speak_against_who_changed_what_was_taken(Engine engine)
    {
        (string Change, string Now, string? AsOf)[] changes =
        [
            (
                """
                DELETE FROM allocations WHERE entry_id = 4 AND lot_id = 2; UPDATE lots SET remaining = 100 WHERE id = 2;
                UPDATE allocations SET points = 150 WHERE entry_id = 4; UPDATE lots SET remaining = -50 WHERE id = 1
                """,
                "lot 1: remaining points",
                null
            ),
            (
                """
                UPDATE allocations SET lot_id = 4 WHERE entry_id = 4 AND lot_id = 2;
                UPDATE lots SET remaining = 100 WHERE id = 2; UPDATE lots SET remaining = 50 WHERE id = 4
                """,
                "account Available/1: points in open lots",
                "account Available/1: points in lots"
            ),
        ];
        foreach (var (change, now, asOf) in changes)
        {
            await using var books = await OpenAsync(engine, isSealed: false);
            await books.TamperAsync(change);

            Assert.StartsWith(now, (await books.VerifyAsync()).Difference, StringComparison.Ordinal);
            if (asOf is not null)
            {
                Assert.StartsWith(asOf, (await books.VerifyAsync("2026-03-01")).Difference, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_entry_slipped_in_with_a_hash_of_its_own_is_found_by_the_balance_that_it_leaves(Engine engine)
    {
        (AccountRef Account, long Points)[] cases = [(AccountRef.Pending(1), -5), (AccountRef.Debt(1), 5)];
        foreach (var (account, points) in cases)
        {
            await using var books = await OpenAsync(engine, isSealed: false);
            var text = FormattableString.Invariant($"slipped\nCorrected\n2026-03-01\n\n\n0:{-points}\n{account.Id}:{points}");
            var hash = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            var literal = engine == Engine.Postgres ? $@"'\x{hash}'" : $"x'{hash}'";
            await books.TamperAsync(FormattableString.Invariant(
                $"""
                INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, content_hash)
                VALUES (6, 'slipped', 'Corrected', '2026-03-01', '2026-03-01 12:00:00', '', {literal});
                INSERT INTO postings (entry_id, line, account_id, points) VALUES (6, 1, 0, {-points}), (6, 2, {account.Id}, {points});
                INSERT INTO accounts (id, kind, owner_id, points) VALUES ({account.Id}, '{account.Kind}', 1, {points})
                """));

            var named = $"account {account}: balance";
            Assert.StartsWith(named, (await books.VerifyAsync()).Difference, StringComparison.Ordinal);
            Assert.StartsWith(named, (await books.VerifyAsync("2026-03-01")).Difference, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task As_of_a_day_its_own_head_is_looked_at(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        await books.TamperAsync("UPDATE heads SET hash = (SELECT hash FROM links WHERE entry_id = 1)");

        Assert.StartsWith("day 2026-03-01: its head", (await books.VerifyAsync("2026-03-01")).Difference, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task As_of_a_day_later_damage_is_not_looked_at_and_earlier_damage_is_found(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        books.MoveTo("2026-03-05");
        await books.EarnAsync(3, 100, "course/late");
        await books.SealAsync();

        await books.TamperAsync("UPDATE entries SET cause = 'other' WHERE key = 'course/late'");
        var early = await books.VerifyAsync("2026-03-01");
        Assert.Equal((null, 5L), (early.Difference, early.Entries));
        Assert.StartsWith("entry 6:", (await books.VerifyAsync("2026-03-05")).Difference, StringComparison.Ordinal);
        await books.TamperAsync("UPDATE entries SET cause = 'other' WHERE id = 2");
        Assert.StartsWith("entry 2:", (await books.VerifyAsync("2026-03-01")).Difference, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task As_of_a_day_the_totals_are_those_of_its_end(Engine engine)
    {
        await using var books = await OpenAsync(engine);
        books.MoveTo("2026-03-05");
        await books.SpendAsync(2, 100, "reward/late");

        Assert.Equal(150, (await books.VerifyAsync("2026-03-04")).Totals[AccountKind.Redeemed]);
        Assert.Equal(250, (await books.VerifyAsync("2026-03-05")).Totals[AccountKind.Redeemed]);
        Assert.Equal((0L, null), await BeforeAsync(books));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Statements_are_not_written_and_nobody_is_mailed_from_books_that_were_changed(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        stage.MoveTo("2026-12-01");
        await using var db = stage.OpenDb();
        await Tampering.RunAsync(
            db, "UPDATE postings SET points = points * 2 WHERE entry_id = (SELECT MIN(id) FROM entries WHERE kind = 'Earned')");

        var fault = await Assert.ThrowsAsync<BooksException>(() => IssueAsync(stage));

        Assert.Contains("its content's hash", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await db.Statements.CountAsync());
        Assert.Empty(await stage.MailKeysAsync("statement"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_statement_that_was_changed_is_named_and_stops_the_next_run(Engine engine)
    {
        (string Change, string Named)[] changes =
        [
            ("UPDATE statements SET closing = closing + 1, earned = earned + 1", "closing balance, expected"),
            ("UPDATE statements SET opening = opening + 1, earned = earned - 1", "opening balance, expected"),
            ("UPDATE statements SET earned = earned + 1, redeemed = redeemed + 2", "opening and lines, expected"),
            (
                "INSERT INTO accruals (person_id, promotion_id, carried) SELECT MIN(p.id), MIN(r.id), '1/3' FROM people p, promotions r",
                "fraction of person"
            ),
            ("UPDATE statements SET head = 'ab'", "the head they print, expected ab"),
        ];
        foreach (var (change, named) in changes)
        {
            await using var stage = await Stage.SetAsync(engine);
            stage.MoveTo("2026-12-01");
            await IssueAsync(stage);
            await using var db = stage.OpenDb();
            await Tampering.RunAsync(db, change);
            stage.MoveTo("2027-01-01");

            var fault = await Assert.ThrowsAsync<BooksException>(() => IssueAsync(stage, "2027-01-01"));
            Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        }
    }

    private static Task<int> IssueAsync(Stage stage, string asOf = "2026-12-01") =>
        stage.RunAsync<IssueStatements, int>(s => s.RunAsync(Stage.On(asOf), CancellationToken.None));

    private static async Task<(long Entries, string? Difference)> BeforeAsync(Books books)
    {
        var report = await books.VerifyAsync("2026-02-28");
        return (report.Entries, report.Difference);
    }

    private static async Task FindsAsync(Engine engine, string change, string named)
    {
        await using var books = await OpenAsync(engine);
        await books.TamperAsync(change);

        var found = (await books.VerifyAsync()).Difference;

        Assert.True(found?.StartsWith(named, StringComparison.Ordinal), $"{change}\nexpected {named}\nfound {found}");
        Assert.Contains("expected", found, StringComparison.Ordinal);
        Assert.Contains("found", found, StringComparison.Ordinal);
    }

    private static async Task<Books> OpenAsync(Engine engine, bool isSealed = true)
    {
        var books = await Books.OpenAsync(engine);
        await books.EarnAsync(1, 100, "course/1", until: "2026-03-31");
        await books.EarnAsync(1, 100, "course/2", until: "2026-05-31");
        await books.EarnAsync(1, 100, "course/3", until: "2026-07-31");
        await books.SpendAsync(1, 150, "reward/1");
        await books.EarnAsync(2, 100, "course/5");
        books.MoveTo("2026-03-02");
        if (isSealed)
        {
            await books.SealAsync();
        }

        Assert.Null((await books.VerifyAsync()).Difference);
        return books;
    }
}
