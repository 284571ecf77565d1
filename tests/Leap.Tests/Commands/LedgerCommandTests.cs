using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Commands;

public sealed class LedgerCommandTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public async Task An_export_fills_an_empty_database_once_and_verifies_there()
    {
        await using var here = new Terminal();
        await PostAsync(here);
        var file = Path.Combine(here.Settings.DataFolder, "ledger.csv");
        Assert.Equal(0, await here.RunAsync("export", "ledger", file));
        Assert.Equal($"2 entries written to {file}.", here.Out.Trim());

        await using var there = new Terminal();
        Assert.Equal(0, await there.RunAsync("import", "ledger", file));
        Assert.Equal("ledger: 2 entries loaded, and balances computed from them.", there.Out.Trim());
        Assert.Equal(0, await there.RunAsync("verify"));
        Assert.Contains("2 entries, 4 postings and 1 lots", there.Out, StringComparison.Ordinal);
        Assert.Contains("Now: 60 points available, 0 pending", there.Out, StringComparison.Ordinal);
        Assert.Contains("of 100 issued, 40 were redeemed", there.Out, StringComparison.Ordinal);
        Assert.Contains("2 entries wait for the chain", there.Out, StringComparison.Ordinal);
        Assert.Equal(1, await there.RunAsync("import", "ledger", file));
        Assert.Contains("holds entries already", there.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_or_is_none_is_refused_with_its_place()
    {
        await using var terminal = new Terminal();
        await PostAsync(terminal);
        var file = Path.Combine(terminal.Settings.DataFolder, "ledger.csv");
        await terminal.RunAsync("export", "ledger", file);
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("Redeemed,40", "Redeemed,41", StringComparison.Ordinal));

        await using var there = new Terminal();
        Assert.Equal(1, await there.RunAsync("import", "ledger", file));
        Assert.Contains("entry 2: the sum of its postings", there.Error, StringComparison.Ordinal);
        Assert.Equal(1, await there.RunAsync("import", "ledger", there.Write("other.csv", "a,b", "1,2")));
        Assert.Contains("line 1: the header", there.Error, StringComparison.Ordinal);
        Assert.Equal(1, await there.RunAsync("import", "ledger", "nowhere.csv"));
        Assert.Contains("There is no file", there.Error, StringComparison.Ordinal);
        Assert.Equal(0, await there.Get<LeapDb>().Entries.CountAsync());
    }

    [Fact]
    public async Task Rebuilding_says_what_differed_and_mends_it()
    {
        await using var terminal = new Terminal();
        await PostAsync(terminal);
        Assert.Equal(0, await terminal.RunAsync("rebuild", "balances"));
        Assert.Contains("nothing was changed", terminal.Out, StringComparison.Ordinal);
        await terminal.Get<LeapDb>().Database.ExecuteSqlRawAsync("UPDATE accounts SET points = 61 WHERE kind = 'Available'");

        Assert.Equal(1, await terminal.RunAsync("verify"));
        Assert.Contains("account Available/7: stored balance, expected 60, found 61", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.RunAsync("rebuild", "balances"));
        Assert.Contains("account Available/7: stored 61, now 60 points.", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.RunAsync("verify"));
    }

    [Fact]
    public async Task The_books_of_an_earlier_day_are_verified_by_themselves()
    {
        await using var terminal = new Terminal();
        await PostAsync(terminal);

        Assert.Equal(0, await terminal.RunAsync("verify", "--as-of", "2020-01-31"));

        Assert.Contains("0 entries", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("At the end of 2020-01-31: 0 points available", terminal.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export", "badges", "x.csv")]
    [InlineData("rebuild", "badges")]
    [InlineData("import", "ledger", "x.csv", "--dry-run")]
    [InlineData("verify", "--as-of", "yesterday")]
    public async Task Words_that_mean_nothing_are_wrong_usage(params string[] words)
    {
        await using var terminal = new Terminal();

        Assert.Equal(2, await terminal.RunAsync(words));
        Assert.Contains("Usage:", terminal.Error, StringComparison.Ordinal);
    }

    /// <summary>Somebody earns 100 points and spends 40.</summary>
    private static async Task PostAsync(Terminal terminal)
    {
        await terminal.Get<Upgrade>().RunAsync(CancellationToken.None);
        var db = terminal.Get<LeapDb>();
        var journal = new Journal(
            db, new Leap.Programmes.Calendar(FixedClock.Start(), terminal.Settings), terminal.Settings);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await journal.PostAsync(
            [
                new NewEntry("course/1", EntryKind.Earned, Day, "", [new(AccountRef.Issued, -100), new(AccountRef.Available(7), 100)])
                {
                    ExpiresOn = Day.AddYears(1),
                },
                new NewEntry("reward/1", EntryKind.Redeemed, Day, "", [new(AccountRef.Available(7), -40), new(AccountRef.Redeemed, 40)]),
            ],
            CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }
}
