namespace Leap.Benchmarks.Ledger;

/// <summary>Whether posting slows down as the ledger grows tenfold.</summary>
internal static class LargeLedger
{
    private const int BatchEntries = 1_000;
    private const double Bar = 0.7;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        var size = stage.Size;
        var (tenth, large) = (await stage.TenthAsync(), await stage.LargeAsync());
        var (early, late) = (new Earnings(tenth.Calendar.Today, size.People), new Earnings(large.Calendar.Today, size.People));
        var postings = 2L * size.LoadEntries;
        foreach (var (what, times, entries) in new[] { ("one entry", size.Posts, 1), ("batches", size.Batches, BatchEntries) })
        {
            var seconds = await Race.RunAsync(
                size.Rounds, () => PostAsync(tenth, early, times, entries), () => PostAsync(large, late, times, entries));
            var count = (double)times * entries;
            yield return Line.Rates($"SQLite: {what}, at {postings} postings beside a tenth", count / seconds[0], count / seconds[1], Bar);
        }
    }

    private static async Task PostAsync(Books books, Earnings earnings, int times, int entries)
    {
        for (var i = 0; i < times; i++)
        {
            await books.PostAsync(earnings.Next(entries));
        }
    }
}
