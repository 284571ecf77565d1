namespace Leap.Benchmarks.Ledger;

/// <summary>What stays in memory while many post for a long time.</summary>
internal static class Memory
{
    private const int Callers = 64;
    private const int People = 5_000;
    private const double FlatBar = 1.5;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        await using var books = await Books.OnSqliteAsync();
        var earnings = new Earnings(books.Calendar.Today, People);
        var each = stage.Size.MemoryPosts / Callers;
        var total = (long)each * Callers;
        var memory = new MemoryWatch(total);
        var done = 0L;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(PostAsync)));
        foreach (var line in memory.Lines(FormattableString.Invariant($"{total} posts"), FlatBar))
        {
            yield return line;
        }

        async Task PostAsync()
        {
            for (var i = 0; i < each; i++)
            {
                await books.PostAsync([earnings.Next()]);
                memory.Reach(Interlocked.Increment(ref done));
            }
        }
    }
}
