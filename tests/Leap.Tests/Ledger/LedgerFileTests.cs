using Leap.Ledger;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>Export, load and rebuild: the ledger can leave one database and arrive in another as it was.</summary>
public sealed class LedgerFileTests
{
    private const long Anna = 7;
    private const long Ben = 8;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_export_loaded_into_an_empty_ledger_has_the_same_balances_lots_and_head_on_either_engine(Engine engine)
    {
        await using var books = await PlayAsync(engine);
        var file = await books.ExportAsync();
        var engines = Needs.Postgres is null ? [Engine.Sqlite] : new[] { Engine.Sqlite, Engine.Postgres };
        foreach (var target in engines)
        {
            await using var copy = await Books.OpenAsync(target, "2026-04-12");

            var loaded = await copy.LoadAsync(file);

            var (expected, found) = (await books.VerifyAsync(), await copy.VerifyAsync());
            Assert.Equal(expected.Entries, loaded.Value);
            Assert.Null(found.Difference);
            Assert.Equal((expected.Head, expected.Unsealed, expected.Postings), (found.Head, found.Unsealed, found.Postings));
            Assert.Equal(await StateAsync(books), await StateAsync(copy));
            Assert.Equal(file, await copy.ExportAsync());
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_loaded_ledger_goes_on_as_the_first_would_have(Engine engine)
    {
        await using var books = await PlayAsync(engine);
        await using var copy = await Books.OpenAsync(engine, "2026-04-12");
        await copy.LoadAsync(await books.ExportAsync());

        foreach (var one in (Books[])[books, copy])
        {
            one.MoveTo("2026-04-12");
            await one.EarnAsync(Anna, 77, "course/next");
            await one.CancelAsync("reward/2");
            await one.SettleAsync("order/2", 5);
            await one.ExpireAsync("2026-09-01");
            await one.SealAsync();
        }

        Assert.Null((await copy.VerifyAsync()).Difference);
        Assert.Equal(await StateAsync(books), await StateAsync(copy));
        Assert.Equal((await books.VerifyAsync()).Head, (await copy.VerifyAsync()).Head);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_ledger_that_holds_something_takes_no_file(Engine engine)
    {
        await using var books = await PlayAsync(engine);
        var before = await StateAsync(books);

        Assert.Equal(LoadLedger.Refusal.NotEmpty, (await books.LoadAsync(await books.ExportAsync())).Refusal);

        Assert.Equal(before, await StateAsync(books));
    }

    [Theory]
    [InlineData("Available/7,500,", "Available/7,501,", "entry 1")]
    [InlineData("Available/7,500,", "Available/9,500,", "entry 1")]
    [InlineData("Available/7,500,", "Nowhere/7,500,", "line 3")]
    [InlineData("course/1,Earned", "course/x,Earned", "entry 1")]
    [InlineData("course/1,Earned", "course/1,Stolen", "entry 1")]
    [InlineData("open:1:115:500", "open:1:115:501", "entry 1")]
    [InlineData("open:1:115:500", "open:1:131:500", "entry 1")]
    [InlineData("take:1:300", "take:2:300", "entry 4")]
    [InlineData("take:1:300", "take:1:299", "entry 4")]
    [InlineData("take:1:300", "steal:1:300", "line 8")]
    [InlineData("2026-03-31,open:1", "2026-03-30,open:1", "entry 1")]
    [InlineData("2026-03-31,open:1", "2026-02-30,open:1", "line 2")]
    [InlineData("T12:00:00.000000Z,why", "T12:00:01.000000Z,why", "entry 1")]
    [InlineData("entry,account,points", "entry,account,amount", "line 1")]
    [InlineData("open:1:115:500", "open:99:115:500", "entries 1 to 13")]
    [InlineData("Issued,-500", "Issued,-9223372036854775808", "entry 1")]
    public async Task A_file_that_was_changed_is_refused_with_its_place_and_nothing_is_kept(string told, string changed, string place)
    {
        await using var books = await PlayAsync(Engine.Sqlite);
        var file = await books.ExportAsync();
        var at = file.IndexOf(told, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{told} is not in\n{file}");
        var bad = file[..at] + changed + file[(at + told.Length)..];
        await using var copy = await Books.OpenAsync(Engine.Sqlite, "2026-04-12");

        var fault = await Assert.ThrowsAsync<LedgerFileException>(() => copy.LoadAsync(bad));

        Assert.StartsWith(place + ":", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await copy.VerifyAsync()).Entries);
        Assert.Null((await copy.LoadAsync(file)).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_file_in_which_points_were_taken_from_another_s_lot_is_refused_even_before_the_chain_holds_them(Engine engine)
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        await books.EarnAsync(Anna, 100, "course/1");
        await books.EarnAsync(Ben, 100, "course/2");
        await books.SpendAsync(Anna, 60, "reward/1");
        var file = (await books.ExportAsync()).Replace("take:1:60", "take:2:60", StringComparison.Ordinal);
        await using var copy = await Books.OpenAsync(engine);

        var fault = await Assert.ThrowsAsync<LedgerFileException>(() => copy.LoadAsync(file));

        Assert.StartsWith("account Available/7: points in open lots", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await copy.VerifyAsync()).Entries);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_file_with_other_ends_of_lines_is_the_same_ledger(string end)
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        var legs = new[] { new Leg(AccountRef.Issued, -1), new Leg(AccountRef.Pending(Anna), 1) };
        await books.PostAsync(new NewEntry("'a,\"b\";c", EntryKind.Corrected, books.Today, " =1+1 \"x\", ü; ", legs));
        await books.SealAsync();
        await using var copy = await Books.OpenAsync(Engine.Sqlite);

        await copy.LoadAsync((await books.ExportAsync()).ReplaceLineEndings(end));

        Assert.Equal((await books.VerifyAsync()).Head, (await copy.VerifyAsync()).Head);
        Assert.Equal(await books.ExportAsync(), await copy.ExportAsync());
    }

    [Fact]
    public async Task A_file_that_lost_a_line_or_its_end_is_refused()
    {
        await using var books = await PlayAsync(Engine.Sqlite);
        var lines = (await books.ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var lost = 0; lost < lines.Length; lost++)
        {
            await using var copy = await Books.OpenAsync(Engine.Sqlite, "2026-04-12");
            var file = string.Join('\n', lines.Where((_, i) => i != lost)) + "\n";

            var fault = await Record.ExceptionAsync(() => copy.LoadAsync(file));

            Assert.True(fault is LedgerFileException, $"without line {lost + 1}, {lines[lost]}: {fault}");
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_rebuild_of_sound_books_changes_nothing(Engine engine)
    {
        await using var books = await PlayAsync(engine);
        var before = await StateAsync(books);

        Assert.Empty(await books.RebuildAsync());

        Assert.Equal(before, await StateAsync(books));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_rebuild_says_what_differed_and_mends_it(Engine engine)
    {
        await using var books = await PlayAsync(engine);
        var before = await StateAsync(books);
        await books.TamperAsync(
            """
            UPDATE accounts SET points = points + 5 WHERE id = 115;
            DELETE FROM accounts WHERE id = 131;
            UPDATE accounts SET points = NULL WHERE id = 119;
            INSERT INTO accounts (id, kind, owner_id, points) VALUES (163, 'Available', 10, 9);
            UPDATE lots SET remaining = remaining + 1 WHERE id = 1;
            """);

        var differences = await books.RebuildAsync();

        Assert.Equal(
            ["account Available/7", "account Held/7", "account Available/8", "account Available/10", "lot 1"],
            differences.Select(d => d.Place));
        Assert.Null((await books.VerifyAsync()).Difference);
        Assert.Equal(before, (await StateAsync(books)).Replace("Available/10=0 ", "", StringComparison.Ordinal));
        Assert.Empty(await books.RebuildAsync());
    }

    /// <summary>Redemptions, holds, a cancellation, an expiry, a debt and its repayment; the last entries are unsealed.</summary>
    private static async Task<Books> PlayAsync(Engine engine)
    {
        var books = await Books.OpenAsync(engine);
        await books.PostAsync(new NewEntry(
            "course/1", EntryKind.Earned, books.Today, "why", [new(AccountRef.Issued, -500), new(AccountRef.Available(Anna), 500)])
        {
            ExpiresOn = Books.On("2026-03-31"),
        });
        await books.EarnAsync(Anna, 200, "course/2", until: "2026-08-31");
        await books.EarnAsync(Ben, 70, "course/3", until: "2026-08-31");
        await books.SpendAsync(Anna, 300, "reward/1");
        await books.SpendAsync(Anna, 210, "reward/2");
        await books.SpendAsync(Ben, 60, "=cmd|reward");
        await books.ReverseAsync(3);
        await books.HoldAsync(Anna, 20, "order/1");
        await books.HoldAsync(Anna, 30, "order/2");
        await books.SettleAsync("order/1", 15);
        await books.EarnAsync(Ben, 40, "course/4", until: "2026-08-31");
        await books.SealAsync();
        await books.ExpireAsync("2026-04-11");
        await books.CancelAsync("reward/1");
        Assert.Null((await books.VerifyAsync()).Difference);
        return books;
    }

    /// <summary>All stored balances and all lots, as text.</summary>
    private static async Task<string> StateAsync(Books books)
    {
        await using var db = books.OpenDb();
        var accounts = await db.Accounts.OrderBy(a => a.Id).ToListAsync();
        var lots = await db.Lots.OrderBy(l => l.Id).ToListAsync();
        return string.Concat(accounts.Select(a => $"{AccountRef.FromId(a.Id)}={a.Points} ")) + "\n" + string.Join(
            '\n',
            lots.Select(l => $"{l.Id} {l.AccountId} {l.EntryId} {l.OriginLotId} {l.OpenedOn:O} {l.ExpiresOn:O} {l.Points} {l.Remaining}"));
    }
}
