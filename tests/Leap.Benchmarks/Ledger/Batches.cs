namespace Leap.Benchmarks.Ledger;

/// <summary>A thousand entries in one transaction, as imports, expiry and statements post them.</summary>
internal static class Batches
{
    private const int Entries = 1_000;
    private const int People = 5_000;
    private const double Bar = 0.7;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        var size = stage.Size;
        await using (var rawBooks = await Books.OnSqliteAsync())
        await using (var books = await Books.OnSqliteAsync())
        {
            using var raw = new RawSqlite(rawBooks);
            yield return await RaceAsync(size, "SQLite", books, earnings =>
            {
                raw.Post(earnings, Entries);
                return Task.CompletedTask;
            });
        }

        if (Books.HasPostgres)
        {
            await using var rawBooks = await Books.OnPostgresAsync();
            await using var books = await Books.OnPostgresAsync();
            await using var raw = await RawPostgres.OpenAsync(rawBooks);
            yield return await RaceAsync(size, "PostgreSQL", books, earnings => raw.PostAsync(earnings, Entries));
        }
    }

    private static async Task<Line> RaceAsync(Size size, string engine, Books books, Func<Earnings, Task> postRawAsync)
    {
        var rawEarnings = new Earnings(books.Calendar.Today, People);
        var earnings = new Earnings(books.Calendar.Today, People);
        var seconds = await Race.RunAsync(
            size.Rounds,
            () => RepeatAsync(() => postRawAsync(rawEarnings)),
            () => RepeatAsync(() => books.PostAsync(earnings.Next(Entries))));
        var count = (double)size.Batches * Entries;
        return Line.Rates($"{engine}: {Entries} entries in one transaction", count / seconds[0], count / seconds[1], Bar);

        async Task RepeatAsync(Func<Task> postAsync)
        {
            for (var i = 0; i < size.Batches; i++)
            {
                await postAsync();
            }
        }
    }
}
