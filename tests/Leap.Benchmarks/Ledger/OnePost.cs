namespace Leap.Benchmarks.Ledger;

/// <summary>One caller who waits for the disk after each entry.</summary>
internal static class OnePost
{
    private const int People = 5_000;
    private const double Bar = 0.7;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        var size = stage.Size;
        await using var rawBooks = await Books.OnSqliteAsync();
        await using var books = await Books.OnSqliteAsync();
        using var raw = new RawSqlite(rawBooks);
        var rawEarnings = new Earnings(books.Calendar.Today, People);
        var earnings = new Earnings(books.Calendar.Today, People);
        var seconds = await Race.RunAsync(size.Rounds, PostRaw, PostOursAsync);
        yield return Line.Rates("SQLite: one entry, one caller, on disk", size.Posts / seconds[0], size.Posts / seconds[1], Bar);

        Task PostRaw()
        {
            for (var i = 0; i < size.Posts; i++)
            {
                raw.Post(rawEarnings, 1);
            }

            return Task.CompletedTask;
        }

        async Task PostOursAsync()
        {
            for (var i = 0; i < size.Posts; i++)
            {
                await books.PostAsync([earnings.Next()]);
            }
        }
    }
}
