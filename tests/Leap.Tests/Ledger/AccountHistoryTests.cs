using Leap.Ledger;
using Leap.Tests.Engines;

namespace Leap.Tests.Ledger;

public sealed class AccountHistoryTests
{
    private const long Anna = 7;

    private static readonly AccountRef Annas = AccountRef.Available(Anna);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Each_line_has_the_balance_after_it_whatever_was_chosen(Engine engine)
    {
        await using var books = await PlayAsync(engine);

        Assert.Equal([250L, 350, 300, 500], Balances(await PageAsync(books, new(Annas))));
        Assert.Equal([250L, 300], Balances(await PageAsync(books, new(Annas, EntryKind.Redeemed))));
        Assert.Equal([350L, 300], Balances(await PageAsync(books, new(Annas, null, Books.On("2026-03-02"), Books.On("2026-03-03")))));
        Assert.Equal([350L], Balances(await PageAsync(books, new(Annas), skip: 1, take: 1)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_programmes_own_accounts_have_no_balance_by_kind(Engine engine)
    {
        await using var books = await PlayAsync(engine);

        Assert.Equal([-550L, -500], Balances(await PageAsync(books, new(AccountRef.Issued))));
        Assert.Equal([null, null], Balances(await PageAsync(books, new(AccountRef.Issued, EntryKind.Earned))));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_whole_history_reads_as_its_pages_do(Engine engine)
    {
        await using var books = await PlayAsync(engine);
        AccountHistory.Choice[] choices =
            [new(Annas), new(Annas, EntryKind.Redeemed), new(Annas, null, Books.On("2026-03-02"), Books.On("2026-03-03"))];

        foreach (var choice in choices)
        {
            var page = await PageAsync(books, choice);
            var read = await books.UseAsync(scope => ReadAsync((AccountHistory)scope.GetService(typeof(AccountHistory))!, choice));

            Assert.Equal(page.Select(l => (l.EntryId, l.Points, l.Balance)), read.Select(l => (l.EntryId, l.Points, l.Balance)));
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_line_names_the_other_accounts_and_an_empty_account_has_none(Engine engine)
    {
        await using var books = await PlayAsync(engine);

        Assert.Equal([AccountRef.Redeemed], (await PageAsync(books, new(Annas)))[0].Others);
        Assert.Empty(await PageAsync(books, new(AccountRef.Available(99))));
    }

    /// <summary>In, out, in, out: one a day.</summary>
    private static async Task<Books> PlayAsync(Engine engine)
    {
        var books = await Books.OpenAsync(engine);
        await books.EarnAsync(Anna, 500, "course/1");
        books.MoveTo("2026-03-02");
        await books.SpendAsync(Anna, 200, "reward/1");
        books.MoveTo("2026-03-03");
        await books.EarnAsync(Anna, 50, "course/2");
        books.MoveTo("2026-03-04");
        await books.SpendAsync(Anna, 100, "reward/2");
        return books;
    }

    private static Task<IReadOnlyList<AccountHistory.Line>> PageAsync(
        Books books, AccountHistory.Choice choice, int skip = 0, int take = 50) =>
        books.UseAsync(scope => ((AccountHistory)scope.GetService(typeof(AccountHistory))!)
            .PageAsync(choice, skip, take, CancellationToken.None));

    private static async Task<List<AccountHistory.Line>> ReadAsync(AccountHistory history, AccountHistory.Choice choice)
    {
        var lines = new List<AccountHistory.Line>();
        await foreach (var line in history.ReadAsync(choice, CancellationToken.None))
        {
            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<long?> Balances(IReadOnlyList<AccountHistory.Line> lines) => lines.Select(l => l.Balance);
}
