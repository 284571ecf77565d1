using Leap.Ledger;
using Leap.Programmes;
using Leap.Statements;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Statements;

public sealed class AccountLinesTests
{
    private const long Person = 42;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_entry_that_touched_available_held_or_owed_points_has_a_line(Engine engine)
    {
        await using var books = await TellAsync(engine);

        var lines = await ReadAsync(books, new AccountLines.Choice(Person));

        Assert.Equal(
            [
                (EntryKind.WrittenOff, 0L, 0L, 30L, 300L),
                (EntryKind.Reversed, 0L, 0L, -30L, 300L),
                (EntryKind.Captured, 0L, -200L, 0L, 300L),
                (EntryKind.Held, -200L, 200L, 0L, 300L),
                (EntryKind.Redeemed, -500L, 0L, 0L, 500L),
                (EntryKind.Earned, 1_000L, 0L, 0L, 1_000L),
            ],
            lines.Select(l => (l.Kind, l.Points, l.Held, l.Repaid, l.Balance)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_filtered_line_keeps_the_balance_that_it_left(Engine engine)
    {
        await using var books = await TellAsync(engine);
        var february = Period.Month(Books.On("2027-02-01"));

        var redeemed = await ReadAsync(books, new AccountLines.Choice(Person) { Kind = LineKind.Redeemed });
        var inFebruary = await ReadAsync(books, new AccountLines.Choice(Person) { Span = february });
        var left = await ReadAsync(books, new AccountLines.Choice(Person, LineDirection.Out) { Span = february });

        Assert.Equal([300L, 300L, 500L], redeemed.Select(l => l.Balance));
        Assert.Equal([EntryKind.Held, EntryKind.Redeemed], inFebruary.Select(l => l.Kind));
        Assert.Equal(2, left.Count);
        Assert.Equal(6, await books.UseAsync(s => s.GetRequiredService<AccountLines>()
            .CountAsync(new AccountLines.Choice(Person), CancellationToken.None)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Months_sum_the_chosen_lines(Engine engine)
    {
        await using var books = await TellAsync(engine);

        var months = await books.UseAsync(s => s.GetRequiredService<AccountLines>().MonthsAsync(
            new AccountLines.Choice(Person), Books.On("2027-01-10"), Books.On("2027-03-10"), CancellationToken.None));

        Assert.Equal([0L, -700L, 1_000L], months.Select(m => m.Points));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_left_names_its_lots_what_brought_them_and_their_last_day(Engine engine)
    {
        await using var books = await TellAsync(engine);

        var lines = await ReadAsync(books, new AccountLines.Choice(Person, LineDirection.Out));

        Assert.All(lines, line =>
        {
            var lot = Assert.Single(line.Lots);
            Assert.Equal((Books.On("2027-01-10"), Books.On("2028-03-31"), "R-100"), (lot.OpenedOn, lot.ExpiresOn, lot.Cause));
            Assert.Equal(-line.Points, lot.Points);
        });
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_comes_back_names_its_lots_and_what_got_a_grace_still_names_what_first_brought_it(Engine engine)
    {
        await using var books = await TellAsync(engine);
        await books.UseAsync(s => s.GetRequiredService<HoldPoints>().RunAsync(Person, 90, "hold", "LAMP", CancellationToken.None));
        await books.UseAsync(s => s.GetRequiredService<SettleHold>().RunAsync("hold", 50, CancellationToken.None));
        var settled = (await ReadAsync(books, new AccountLines.Choice(Person)))[0];
        books.MoveTo("2028-04-02");
        await books.ExpireAsync("2028-04-02");
        await books.UseAsync(s => s.GetRequiredService<CancelRedemption>().RunAsync("hold", CancellationToken.None));
        await books.SpendAsync(Person, 50, "late");
        var late = (await ReadAsync(books, new AccountLines.Choice(Person)))[0];

        Assert.Equal((EntryKind.Captured, 40L, -90L, -40L), (settled.Kind, settled.Points, settled.Held, settled.Lots.Single().Points));
        Assert.Equal(
            new AccountLine.LotPart(late.EntryId, Books.On("2027-01-10"), Books.On("2028-05-02"), 50, "R-100"), late.Lots.Single());
    }

    private static async Task<Books> TellAsync(Engine engine)
    {
        var books = await Books.OpenAsync(engine, "2027-01-10");
        await PostAsync(books, EntryKind.Earned, (AccountRef.Issued, -1_000), (AccountRef.Available(Person), 1_000));
        books.MoveTo("2027-02-10");
        await PostAsync(books, EntryKind.Redeemed, (AccountRef.Available(Person), -500), (AccountRef.Redeemed, 500));
        await PostAsync(books, EntryKind.Held, (AccountRef.Available(Person), -200), (AccountRef.Held(Person), 200));
        books.MoveTo("2027-03-10");
        await PostAsync(books, EntryKind.Captured, (AccountRef.Held(Person), -200), (AccountRef.Redeemed, 200));
        await PostAsync(books, EntryKind.Reversed, (AccountRef.Debt(Person), -30), (AccountRef.Issued, 30));
        await PostAsync(books, EntryKind.WrittenOff, (AccountRef.WrittenOff, -30), (AccountRef.Debt(Person), 30));
        await PostAsync(books, EntryKind.Reserved, (AccountRef.Issued, -9), (AccountRef.Pending(Person), 9));
        return books;
    }

    private static Task<Posted> PostAsync(Books books, EntryKind kind, params (AccountRef Account, long Points)[] legs) => books.PostAsync(
        new NewEntry($"test/{kind}", kind, books.Today, "R-100", [.. legs.Select(l => new Leg(l.Account, l.Points))])
        {
            ExpiresOn = Books.On("2028-03-31"),
        });

    private static Task<IReadOnlyList<AccountLine>> ReadAsync(Books books, AccountLines.Choice choice) =>
        books.UseAsync(s => s.GetRequiredService<AccountLines>().ReadAsync(choice, 0, 50, CancellationToken.None));
}
